/**
 * Tests with three witnesses over HTTP and a quorum of two. One witness lies in every way it can; still the board stays
 * valid, voters get receipts, and trustees can count.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { concat, fromHex, utf8 } from '#crypto/bytes.ts';
import { openCheckpoint } from '#crypto/log/checkpoint.ts';
import { cosignNote, parseNote } from '#crypto/log/note.ts';
import { encodeBase64 } from '#crypto/log/text.ts';
import { keyId } from '#crypto/log/vkey.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { parseReceipt } from '#crypto/log/receipt.ts';
import { randomBytes } from '#crypto/random.ts';
import type { Officials } from '#server/rehearsal/parties/officials.ts';
import { witnessKey } from '#server/rehearsal/parties/parties.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { BoardRecord } from '#trustee-tool/board/board-record.ts';
import { Mirror } from '#trustee-tool/board/mirror.ts';
import { httpSource } from '#trustee-tool/board/source.ts';
import { runVerifier } from '../election/verify.ts';
import { miniChoices } from '../negative/mini.ts';
import { postBytes, Setting } from './support/running.ts';
import * as votingApi from '#server/api/voting.ts';

const NAMES = ['witness.example/w1', 'witness.example/w2', 'witness.example/w3'] as const;

describe('one of three witnesses lies', () => {
  let setting: Setting;
  let voting: VotingProcess;
  let officials: Officials;
  let next = 0;

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    setting = await Setting.make(undefined, { count: 3, threshold: 2, witnesses: 3 });
    voting = await startVoting(setting.config, { clock: setting.clock, log: { write: () => undefined } });
    officials = await setting.open(voting.url, 40);
  });
  afterAll(async () => {
    vi.useRealTimers();
    await voting?.stop();
    await setting?.end();
  });

  const liar = (): (typeof setting.witnesses)[number] => setting.witnesses[2]!;
  /** Returns a line in the name of another key, with an invalid signature. */
  const forged = (name: string, id: Uint8Array): Buffer =>
    Buffer.from(`\u2014 ${name} ${encodeBase64(concat(id, randomBytes(72)))}\n`);
  const idOf = (i: number): Uint8Array => keyId(witnessKey(setting.parties.witnesses[i]!));
  const at = (time: number, note: Buffer): Uint8Array => {
    const own = setting.parties.witnesses[2]!;
    return cosignNote(note, witnessKey(own), own.seed, time).subarray(note.length);
  };

  const lies: readonly (readonly [
    string,
    (line: Buffer, note: Buffer) => Uint8Array | Promise<Uint8Array>,
  ])[] = [
    ['adds a wrong line in the name of another witness', (line) => concat(line, forged(NAMES[0], idOf(0)))],
    [
      'adds a wrong line in the name of the log',
      (line) => concat(line, forged(setting.election.manifest.board.origin, fromHex('00000000', 4))),
    ],
    [
      'adds 61 lines of unknown keys',
      (line) =>
        concat(line, ...Array.from({ length: 61 }, (_, i) => forged(`unknown.example/${i}`, randomBytes(4)))),
    ],
    [
      'adds one long line',
      (line) => concat(line, utf8(`\u2014 long.example ${encodeBase64(new Uint8Array(45_000))}\n`)),
    ],
    ['answers its line twice', (line) => concat(line, line)],
    ['answers the line of another witness instead', () => forged(NAMES[1], idOf(1))],
    ['answers a line that does not verify', () => forged(NAMES[2], idOf(2))],
    ['answers nothing', () => new Uint8Array()],
    ['answers no text', () => Uint8Array.of(0xff, 0xfe, 0x0a)],
    ['leaves out the end of the line', (line) => line.subarray(0, -1)],
    ['says that it is 1970', (_, note) => at(0, note)],
    ['says that it is 201 seconds later', (_, note) => at(setting.clock.now() + 201, note)],
    ['says that it is 201 seconds earlier', (_, note) => at(setting.clock.now() - 201, note)],
    ['never answers', () => new Promise<Uint8Array>(() => undefined)],
  ];

  test.each(lies)('it %s: the next receipt is good', async (_, lie) => {
    liar().lie = lie;
    vi.setSystemTime(Date.now() + 21_000); // a witness that failed is skipped for 20 seconds
    const voter = setting.voters[next++]!;
    const answer = await postBytes(
      `${voting.url}${votingApi.castBallot.path}`,
      setting.ballot(voter, miniChoices),
      await setting.ticket(voter),
    );
    expect(answer.status).toBe(200);
    const { checkpoint } = parseReceipt(utf8(answer.body['receipt'] as string));
    const names = parseNote(checkpoint).signatures.map(({ name }) => name);
    expect(names.toSorted()).toEqual([setting.election.manifest.board.origin, NAMES[0], NAMES[1]].toSorted());
    const opened = openCheckpoint(checkpoint, checkpointPolicy(setting.election));
    expect(opened.witnessedTime).toBe(setting.clock.now());
  });

  test('the whole note verifies, trustees read the board and count', async () => {
    liar().lie = (_, note) => at(0, note);
    const result = await setting.finish(voting.url, officials);
    expect(result[0]!.totals.reduce((sum, votes) => sum + votes, 0)).toBe(lies.length);
    expect(await runVerifier(`${voting.url}/board`, 'en')).toBe(0);
    const folder = join(setting.home, 'mirror');
    const mirror = new Mirror(folder);
    const { checkpoint } = await mirror.refresh(httpSource(`${voting.url}/board`), {
      policy: checkpointPolicy(setting.election),
      seen: undefined,
    });
    const record = new BoardRecord(setting.election, mirror);
    await record.read(checkpoint.size);
    expect(record.state.stage).toBe('finished');
    expect(checkpoint.witnessedTime).toBe(setting.clock.now());
    await rm(folder, { recursive: true, force: true });
  });
});
