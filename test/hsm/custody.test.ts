/**
 * Tests of a share in a token: it is sealed for one place, unsealed only in a separate process, and safe when the token
 * is removed.
 */
import { mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { concat, toHex } from '#crypto/bytes.ts';
import { encodeElement, encodeScalar, G, multiply, randomScalar, type Scalar } from '#crypto/group.ts';
import { openShare } from '#crypto/tally/share.ts';
import { TokenError } from '#hsm/errors.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import { SoftwareToken } from '#hsm/software/token.ts';
import type { SealingKey } from '#hsm/token.ts';
import { BoardWriter } from '../election/board-writer.ts';
import { sealShare, withShare, type SharePlace } from '#trustee-tool/shared/custody.ts';
import { bytesFrom } from '#trustee-tool/step/messages.ts';
import { runStep } from '#trustee-tool/step/run-step.ts';
import { logSigner, witnessCosigner } from '../election/log-keys.ts';
import { newParties, writeManifest } from '#server/rehearsal/parties/parties.ts';
import type { Custody } from '../election/custody.ts';
import { Rehearsal } from '../election/rehearsal.ts';
import { tokenTrustees } from '../election/token-trustees.ts';
import { mini } from '../negative/mini.ts';
import { threeTrustees, type HeldCeremony } from '../support/elections.ts';
import { PIN, softhsm, softhsmModule, softhsmToken } from './modules.ts';
import { sealedJob, shapes, type SealedJob } from './sealed-job.ts';
import { faultOf } from './token-suite.ts';

const rehearsal = { rehearsal: true };

describe.runIf(softhsmModule)('a share in a token of SoftHSM2 (apt-get install softhsm2)', () => {
  let held: HeldCeremony;
  let place: SharePlace;
  let share: Scalar;
  let tally: Uint8Array;
  let job: SealedJob['job'];
  let sealed: Uint8Array;
  let tokens: string;
  let location: TokenLocation;

  beforeAll(async () => {
    ({ tokens } = softhsm());
    location = softhsmToken('custodia-2');
    ({ held, place, share, tally, sealed, job } = await sealedJob(location));
  });

  /** Moves the directories of tokens. A SoftHSM token is a directory, so moving it simulates its removal. */
  const move = (from: string, to: string): void => {
    for (const name of readdirSync(from)) renameSync(join(from, name), join(to, name));
  };
  const elsewhere = mkdtempSync(join(tmpdir(), 'sivei-pulled-'));
  const away = (): void => move(tokens, elsewhere);
  const back = (): void => move(elsewhere, tokens);

  test('decrypts in a process of its own', async () => {
    const { blob } = await runStep(job, PIN);
    expect(() => openShare(held.election, tally, 2, place.X, bytesFrom(blob))).not.toThrow();
  });

  test('opens for no other election, run, trustee or public half', async () => {
    const token = await openToken(location, PIN, rehearsal);
    const key = await token.sealingKey('custodia-seal');
    const others: Partial<SharePlace>[] = [
      { electionId: new Uint8Array(32) },
      { run: place.run + 1 },
      { trustee: 1 },
      { X: multiply(G, randomScalar()) },
    ];
    for (const other of others)
      expect(await faultOf(withShare(key, { ...place, ...other }, sealed, () => 0))).toBe('bad-sealed');
    expect(await withShare(key, place, sealed, (own) => own === share)).toBe(true);
    await token.close();
  });

  test('a share of another place is not sealed', async () => {
    const token = await openToken(location, PIN, rehearsal);
    await expect(sealShare(await token.sealingKey('custodia-seal'), place, randomScalar())).rejects.toThrow(
      'custody',
    );
    await token.close();
  });

  test('the token is pulled between login and decryption: said, nothing lost, done when it is back', async () => {
    const token = await openToken(location, PIN, rehearsal);
    const key = await token.sealingKey('custodia-seal');
    away();
    try {
      expect(['token-removed', 'session-lost']).toContain(
        await faultOf(withShare(key, place, sealed, () => undefined)),
      );
    } finally {
      back();
      await token.close();
    }
    const again = await openToken(location, PIN, rehearsal);
    const own = await withShare(
      await again.sealingKey('custodia-seal'),
      place,
      sealed,
      (opened) => opened === share,
    );
    expect(own).toBe(true);
    await again.close();
  });

  test('the token is not there for a step: said, and the step is done when it is back', async () => {
    away();
    try {
      expect(await faultOf(runStep(job, PIN))).toBe('token-absent');
    } finally {
      back();
    }
    expect((await runStep(job, PIN)).blob).toBeDefined();
  });

  test('a wrong PIN, a wrong key, another manifest: each says what it is', async () => {
    expect(['pin-incorrect', 'pin-few-tries']).toContain(await faultOf(runStep(job, 'otro')));
    expect(await faultOf(runStep({ ...job, key: 'nadie' }, PIN))).toBe('key-missing');
    const other = writeManifest({ ...mini, id: 'otra' }, held.parties, threeTrustees);
    const another = { ...job.work, manifest: toHex(other) };
    expect(await faultOf(runStep({ ...job, work: another }, PIN))).toBe('program'); // a ceremony of another manifest
    expect(await faultOf(runStep({ ...job, work: { ...another, ceremony: [] } }, PIN))).toBe('bad-sealed');
  });
});

test('tokens of which the second cannot be made leave nothing behind', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sivei-half-'));
  vi.stubEnv('TMPDIR', directory);
  const broken = vi.spyOn(SoftwareToken.prototype, 'makeSealingKey');
  broken.mockResolvedValueOnce({} as SealingKey).mockRejectedValueOnce(new TokenError('token-full'));
  try {
    expect(await faultOf(tokenTrustees('software', 3))).toBe('token-full');
    expect(readdirSync(directory)).toEqual([]);
  } finally {
    broken.mockRestore();
    vi.unstubAllEnvs();
  }
});

describe.runIf(softhsmModule)('a ceremony with tokens', () => {
  test('leaves no share on the board, and no share or PIN in the files of the tokens', async () => {
    const trustees = await tokenTrustees('softhsm', 4);
    const shares: Scalar[] = [];
    const keys = trustees.keys.map((own) => {
      const custody: Custody = {
        keep: async (election, place, share) => {
          shares.push(share);
          await own.custody!.keep(election, place, share);
        },
        shareCheck: (ceremony) => own.custody!.shareCheck(ceremony),
        decrypt: (ceremony, blob) => own.custody!.decrypt(ceremony, blob),
      };
      return { ...own, custody };
    });
    const parties = newParties(threeTrustees, keys);
    const manifest = writeManifest(mini, parties, threeTrustees);
    const directory = mkdtempSync(join(tmpdir(), 'sivei-board-'));
    const board = await BoardWriter.create(
      join(directory, 'board'),
      logSigner(mini.board.origin, parties.logSeed),
      parties.witnesses.map(witnessCosigner),
    );
    const election = await Rehearsal.begin(manifest, parties, board);
    await election.holdCeremony();
    expect(shares).toHaveLength(3);
    expect(election.shares.size).toBe(0);
    const files = [directory, trustees.directory].flatMap((root) =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
    );
    const all = Buffer.from(concat(...files));
    expect(all.length).toBeGreaterThan(10_000);
    expect(all.includes(Buffer.from(encodeElement(election.ceremony.run.key)))).toBe(true); // the search works
    for (const share of shares) {
      expect(all.includes(Buffer.from(encodeScalar(share)))).toBe(false);
      for (const shape of shapes(share)) expect(all.includes(shape)).toBe(false);
    }
    await trustees.end();
  });
});
