/**
 * Tests of key ceremony and count by trustees, each with a token and a process, against the real server over the
 * network. The verifier must accept the board. `TRUSTEES=5` has five trustees and repeats all of it by media, which
 * takes too long for a usual test run. (kill.slow.test.ts uses a medium, too.)
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#crypto/bytes.ts';
import { decodeElement } from '#crypto/group.ts';
import { blobRef } from '#crypto/entry/entry.ts';
import { encodeResultEntry } from '#crypto/record/office.ts';
import { encodeResult, openTally } from '#crypto/tally/result.ts';
import { openShare, type DecryptionShare } from '#crypto/tally/share.ts';
import { parseTally } from '#crypto/tally/tally.ts';
import { BoardClient } from '#server/rehearsal/parties/board-client.ts';
import type { PublicTrustee } from '#server/rehearsal/parties/parties.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { openAct } from '#trustee-tool/certificates/act.ts';
import { BoardRecord } from '#trustee-tool/board/board-record.ts';
import { Mirror } from '#trustee-tool/board/mirror.ts';
import { httpSource } from '#trustee-tool/board/source.ts';
import { parseEnrollment } from '#trustee-tool/shared/enrollment.ts';
import { post } from '#trustee-tool/exchange/exchange.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { whileCarrying } from '../ceremony/media.ts';
import { runVerifier } from '../election/verify.ts';
import { softhsm, softhsmModule, softhsmToken } from '../hsm/modules.ts';
import { mini, miniChoices, otherChoices } from '../negative/mini.ts';
import { postBytes, Setting } from '../server/support/running.ts';
import { until } from '../server/support/until.ts';
import { PIN, runProgram, trustee } from './support.ts';
import * as votingApi from '#server/api/voting.ts';

const COUNT = Number(process.env['TRUSTEES'] ?? 3);
const WAYS =
  process.env['TRUSTEES'] === undefined ? (['online'] as const) : (['online', 'by media'] as const);
const children = new Set<ChildProcess>();

describe.runIf(softhsmModule)('trustees with SoftHSM2 (apt-get install softhsm2)', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sivei-five-'));
  let tokens: string;
  beforeAll(() => ({ directory: tokens } = softhsm()));
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    for (const made of [directory, tokens]) rmSync(made, { recursive: true, force: true });
  });

  test.each(WAYS)(
    'key creation and count, %s',
    async (way) => {
      const all = Array.from({ length: COUNT }, (_, i) => i + 1);
      const present = all.filter((i) => i % 2 === 1);
      const own = join(directory, way.replace(' ', '-'));
      mkdirSync(own);
      const trustees = await Promise.all(all.map((i) => enroll(own, i, `${way}-${i}`)));
      const setting = await Setting.make(mini, { count: COUNT, threshold: present.length }, trustees);
      const voting = await startVoting(setting.config, {
        clock: setting.clock,
        log: { write: () => undefined },
      });
      try {
        const officials = await setting.publish(voting.url);
        const room = way === 'online' ? online(voting, setting) : byMedia(voting, setting);
        await room.participate(own, all);
        const { record: before } = await read(setting, voting, own);
        setting.key = before.state.key;
        expect(before.state.ceremony!.run.seals).toBe(COUNT);

        await setting.listVoters(4);
        setting.clock.time = setting.election.opens;
        await officials.open(setting.roll());
        for (const [i, voter] of setting.voters.slice(0, 3).entries()) {
          const ballot = setting.ballot(voter, i === 0 ? otherChoices : miniChoices);
          const answer = await postBytes(
            `${voting.url}${votingApi.castBallot.path}`,
            ballot,
            await setting.ticket(voter),
          );
          expect(answer.status).toBe(200);
        }
        await setting.close(voting.url, officials);
        await room.participate(own, present); // the threshold without the absent trustees
        expect(await publishResult(setting, voting, own)).toEqual(present);
        await until(async () => (await officialsOf(setting, voting).status()).stage === 'finished');
        expect(await runVerifier(setting.config.directory, 'en')).toBe(0);

        for (const i of present) {
          const acts = join(own, `custodia-${i}`, 'acts');
          const names = readdirSync(acts).filter((name) => name.endsWith('.json'));
          expect(names.length).toBe(7);
          for (const name of names) {
            const [bytes, signature] = [name, `${name}.sig`].map((file) => readFileSync(join(acts, file)));
            expect(openAct(setting.election, bytes!, signature!).trustee.number).toBe(i);
            expect(
              readFileSync(join(acts, name.replace('.json', '.pdf')))
                .subarray(0, 5)
                .toString(),
            ).toBe('%PDF-');
          }
        }
      } finally {
        await voting.stop();
        await setting.end();
      }
    },
    600_000,
  );
});

/** Enrolls a trustee with a new token. */
async function enroll(own: string, i: number, label: string): Promise<PublicTrustee> {
  softhsmToken(label, PIN);
  const out = join(own, `custodia-${i}.json`);
  const token = ['--module', softhsmModule!, '--label', label];
  const { out: said, status } = runProgram([
    'enrol',
    '--home',
    join(own, `custodia-${i}`),
    '--name',
    `Custodia ${i}`,
    '--out',
    out,
    '--rehearsal',
    '--pin-fd',
    '0',
    ...token,
  ]);
  expect(status, said).toBe(0);
  const { name, signingKey, encryptionKey } = parseEnrollment(readFileSync(out));
  return {
    name,
    signer: { publicKey: fromHex(signingKey, 33) },
    encryption: { publicKey: decodeElement(fromHex(encryptionKey, 32)) },
  };
}

interface Ceremony {
  /** Runs the programs of these trustees at the same time, until all have ended. */
  readonly participate: (own: string, numbers: readonly number[]) => Promise<void>;
}

function online({ url }: VotingProcess, { election }: Setting): Ceremony {
  return {
    participate: async (own, numbers) => {
      await Promise.all(numbers.map((i) => participate(own, i, ['--server', url], toHex(election.id))));
    },
  };
}

/** Returns a ceremony in which trustees' programs have no network: media carry messages and the board. */
function byMedia({ url }: VotingProcess, { election }: Setting): Ceremony {
  return {
    participate: async (own, numbers) => {
      const mediumOf = (i: number): string => join(own, `medium-${i}`);
      const board = {
        election,
        source: httpSource(`${url}/board`),
        post: (bytes: Uint8Array) => post(url, bytes),
      };
      await whileCarrying(board, numbers.map(mediumOf), () =>
        Promise.all(numbers.map((i) => participate(own, i, ['--medium', mediumOf(i)], toHex(election.id)))),
      );
    },
  };
}

/** Runs the program of trustee i. Resolves when it ends with exit code 0; otherwise rejects with its output. */
function participate(own: string, i: number, how: readonly string[], hash: string): Promise<void> {
  const args = ['attend', '--home', join(own, `custodia-${i}`), '--yes', '--pin-fd', '0', ...how];
  const child = spawn(process.execPath, [...trustee, ...args, '--manifest-hash', hash]);
  children.add(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(`${PIN}\n`);
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      children.delete(child);
      if (code === 0) resolve();
      else reject(new Error(`custodia ${i} ended with ${code}: ${said}`));
    });
  });
}

async function read(
  { election }: Setting,
  { url }: VotingProcess,
  own: string,
): Promise<{ record: BoardRecord; mirror: Mirror }> {
  const mirror = new Mirror(mkdtempSync(join(own, 'mirror-')));
  const options = { policy: checkpointPolicy(election), seen: undefined };
  const { checkpoint } = await mirror.refresh(httpSource(`${url}/board`), options);
  const record = new BoardRecord(election, mirror);
  await record.read(checkpoint.size);
  return { record, mirror };
}

const officialsOf = ({ election }: Setting, { url }: VotingProcess): BoardClient =>
  new BoardClient(url, election.id);

/** Publishes the result from the decryption shares on the board. Returns the numbers of the trustees who sent them. */
async function publishResult(setting: Setting, voting: VotingProcess, own: string): Promise<number[]> {
  const { election, parties } = setting;
  const { record } = await read(setting, voting, own);
  const { tally, shares, ceremony } = record.state;
  const tallyBlob = await record.blobOf(tally!);
  const opened = new Map<number, DecryptionShare>();
  for (const [i, ref] of shares) {
    const X = ceremony!.run.verificationKey(i);
    opened.set(i, openShare(election, tallyBlob, i, X, await record.blobOf(ref)));
  }
  const blob = encodeResult(openTally(election, parseTally(tallyBlob, election), opened));
  await officialsOf(setting, voting).post(parties.authority, encodeResultEntry(blobRef(blob)), blob);
  return [...opened.keys()].toSorted((a, b) => a - b);
}
