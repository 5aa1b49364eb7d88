/** Tests that both arithmetics judge ballots with the same answer, in batches and in threads. */
import { beforeAll, describe, expect, test } from 'vitest';
import { randomBytes } from '@noble/hashes/utils.js';
import { arithmeticNames, makeArithmetic } from '../../verifier/crypto/arithmetic/make.ts';
import { type BallotContext, judgeBallots } from '../../verifier/election/ballot/judge.ts';
import { makeJob } from '../../verifier/election/ballot/thread-messages.ts';
import { makeNodePool } from '../../verifier/cli/node-thread.ts';
import { makeBallot } from './support/ballot.ts';
import { secretOf } from './support/election.ts';
import { a, anna, blank, carl, opened, printedBatch } from './support/judge.ts';

const { election, K } = opened();
const contexts = arithmeticNames.map((name): BallotContext => ({
  election,
  K,
  arithmetic: makeArithmetic(name),
}));
const [wasm, noble] = contexts as [BallotContext, BallotContext];

/** Makes good ballots. */
const ballotsOf = (count: number): Uint8Array[] =>
  Array.from(
    { length: count },
    () => makeBallot({ election, K }, { ...carl, x: secretOf('carl') }, [a]).bytes,
  );

const bare = (ballots: readonly Uint8Array[]): { bytes: Uint8Array }[] => ballots.map((bytes) => ({ bytes }));

const flip = (ballot: Uint8Array, at: number, bits = 1): Uint8Array =>
  ballot.map((byte, i) => (i === at ? byte ^ bits : byte));

describe('one bad ballot among many is found, and its first wrong check named', () => {
  const count = 64;
  let good: Uint8Array[];
  let length = 0;
  beforeAll(() => {
    good = ballotsOf(count);
    length = good[0]!.length;
  });

  test.each([
    ['a response of a bit', 0, () => length - 4 * 32, '5.8'],
    ['the response t', 5, () => length - 3 * 32, '5.8'],
    ['the response s', 63, () => length - 2 * 32, '5.8'],
    ['the signature', 31, () => length - 32, '5.7'],
  ])('%s', (_, place, at, check) => {
    const ballots = good.map((ballot, i) => (i === place ? flip(ballot, at()) : ballot));
    for (const context of contexts) {
      const faults = judgeBallots(bare(ballots), context).ballots.map((one) =>
        one.kind === 'ballot' ? one.fault?.check : one,
      );
      expect(faults).toEqual(good.map((__, i) => (i === place ? check : undefined)));
    }
  });

  test('several bad ones, neighbours among them, do not hide each other', () => {
    const bad = new Set([0, 1, 17, 62, 63]);
    const ballots = good.map((ballot, i) => (bad.has(i) ? flip(ballot, length - 32) : ballot));
    for (const context of contexts) {
      const faults = judgeBallots(bare(ballots), context).ballots.map(
        (one) => one.kind === 'ballot' && one.fault?.check,
      );
      expect(faults).toEqual(good.map((_, i) => (bad.has(i) ? '5.7' : undefined)));
    }
  });
});

test('both arithmetics say the same of changed ballots', () => {
  const good = ballotsOf(20);
  const changed = Array.from({ length: 400 }, (_, i) => {
    const ballot = good[i % good.length]!;
    const [at, value, bit] = new Uint16Array(randomBytes(6).buffer);
    if (i % 10 === 0) return ballot.subarray(0, at! % ballot.length);
    if (i % 10 === 1) return good[(i + 1) % good.length]!.with(at! % ballot.length, value! & 255);
    return flip(ballot, at! % ballot.length, 1 << (bit! % 8));
  });
  const mixed = [...good, ...changed];
  expect(printedBatch(judgeBallots(bare(mixed), wasm))).toEqual(
    printedBatch(judgeBallots(bare(mixed), noble)),
  );
});

describe('threads', () => {
  test('give the answers of this thread, in the order of the entries', async () => {
    const ballots = [...ballotsOf(9), new Uint8Array(7)];
    ballots[4] = flip(ballots[4]!, ballots[4]!.length - 32);
    for (const context of contexts) {
      const pool = makeNodePool(2, context);
      const batches = await Promise.all([
        pool.judge(bare(ballots)),
        pool.judge(bare(ballots.slice(3))),
        pool.judge([]),
      ]);
      await pool.close();
      const expected = [ballots, ballots.slice(3), []].map((some) => judgeBallots(bare(some), context));
      expect(batches.map(printedBatch)).toEqual(expected.map(printedBatch));
    }
  });

  test('sum ballots as this thread does', async () => {
    const ballots = bare([
      ...ballotsOf(5),
      makeBallot({ election, K }, { ...anna, x: secretOf('anna') }, [a, blank]).bytes,
    ]);
    for (const context of contexts) {
      const pool = makeNodePool(1, context);
      const groups = await pool.sum(ballots);
      await pool.close();
      const judged = judgeBallots(ballots, context);
      expect(printedBatch({ ballots: [], groups })).toEqual(printedBatch({ ...judged, ballots: [] }));
    }
  });

  test('that are ended leave no ballot waiting', async () => {
    const pool = makeNodePool(1, wasm);
    const waiting = pool.judge(bare(ballotsOf(3))).catch((error: unknown) => (error as Error).message);
    await pool.close();
    expect(await waiting).toContain('a thread ended');
    await expect(pool.judge([])).rejects.toThrow('a thread ended');
  });

  test('take any number of tiny entries', () => {
    const { bytes, lengths } = makeJob(
      'judge',
      bare(Array.from({ length: 300_000 }, (_, i) => Uint8Array.of(i & 255))),
    );
    expect([bytes.length, lengths.length]).toEqual([300_000, 300_000]);
  });

  test('that break end the run: no ballot goes unjudged', async () => {
    const pool = makeNodePool(1, { ...wasm, K: { ...wasm.K, bytes: new Uint8Array(32) } });
    await expect(pool.judge(bare(ballotsOf(1)))).rejects.toThrow();
    await expect(pool.judge([])).rejects.toThrow();
    await pool.close();
  });
});
