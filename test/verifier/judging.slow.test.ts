/** Tests that both arithmetics judge ballots with the same answer, in batches and in threads. */
import { beforeAll, describe, expect, test } from 'vitest';
import { randomBytes } from '@noble/hashes/utils.js';
import { Kernel } from '#crypto/arithmetic/kernel.ts';
import { ballotHints } from '#crypto/ballot/hints.ts';
import { arithmeticNames } from '../../verifier/crypto/arithmetic/make.ts';
import { type BallotContext, type JudgedBallot, judgeBallots } from '../../verifier/election/ballot/judge.ts';
import { parseBallot } from '../../verifier/election/ballot/parse.ts';
import { makeJob } from '../../verifier/election/ballot/thread-messages.ts';
import { makeNodePool } from '../../verifier/cli/node-thread.ts';
import { bare, benchElection } from '../bench/election.ts';

const election = benchElection(4);
const contexts = arithmeticNames.map((name) => election.context(name));
const [wasm, noble] = contexts as [BallotContext, BallotContext];

/** Returns judged ballots with bytes in place of elements, which belong to one arithmetic. */
const withoutElements = (judged: readonly JudgedBallot[]): unknown[] =>
  judged.map((one) =>
    one.kind === 'ballot' ? { ...one, ciphertexts: one.ciphertexts.map(({ bytes }) => bytes) } : one,
  );

const flip = (ballot: Uint8Array, at: number, bits = 1): Uint8Array =>
  ballot.map((byte, i) => (i === at ? byte ^ bits : byte));

describe('one bad ballot among many is found, and its first wrong check named', () => {
  const count = 64;
  let good: Uint8Array[];
  let length = 0;
  beforeAll(() => {
    good = election.ballots(count);
    length = good[0]!.length;
  });

  test.each([
    ['a response of an option', 0, () => length - 64 - 96 - 32 - 64, '5.5'],
    ['a response of the group', 63, () => length - 64 - 32, '5.6'],
    ['the signature', 31, () => length - 32, '5.7'],
  ])('%s', (_, place, at, check) => {
    const ballots = good.map((ballot, i) => (i === place ? flip(ballot, at()) : ballot));
    for (const context of contexts) {
      const faults = judgeBallots(bare(ballots), context).map((one) =>
        one.kind === 'ballot' ? one.fault?.check : one,
      );
      expect(faults).toEqual(good.map((__, i) => (i === place ? check : undefined)));
    }
  });

  test('several bad ones, neighbours among them, do not hide each other', () => {
    const bad = new Set([0, 1, 17, 62, 63]);
    const ballots = good.map((ballot, i) => (bad.has(i) ? flip(ballot, length - 32) : ballot));
    for (const context of contexts) {
      const faults = judgeBallots(bare(ballots), context).map(
        (one) => one.kind === 'ballot' && one.fault?.check,
      );
      expect(faults).toEqual(good.map((_, i) => (bad.has(i) ? '5.7' : undefined)));
    }
  });
});

describe('hints', () => {
  const hintsOf = ballotHints(election.election);
  const mixed = election.ballots(12).map((ballot, i) => {
    if (i === 3) return flip(ballot, ballot.length - 32);
    if (i === 5) return flip(ballot, 40); // an element
    return i === 7 ? ballot.subarray(1) : ballot;
  });

  test('of a ballot there are as many as elements, and the decoder takes them', () => {
    const [ballot] = election.ballots(1);
    const elements: Uint8Array[] = [];
    parseBallot(ballot!, wasm.election, (encoding) => {
      elements.push(encoding);
      return wasm.arithmetic.defer(encoding);
    });
    expect(hintsOf([ballot!])).toEqual([new Kernel().hints(elements)]);
  });

  test('of other entries there are none', () => {
    const [ballot] = election.ballots(1);
    const others = [Uint8Array.of(1, 2), ballot!.subarray(0, 100), Uint8Array.of(), ballot!.with(0, 0x41)];
    expect(hintsOf(others).map(({ length }) => length)).toEqual([0, 0, 0, 0]);
  });

  test('right, wrong, of others, too few or too many: the same answers', () => {
    const expected = withoutElements(judgeBallots(bare(mixed), wasm));
    expect(expected.filter((one) => one !== undefined).length).toBeGreaterThan(0);
    const right = election.hinted(mixed);
    const changes: ((hints: Uint8Array, i: number) => Uint8Array | undefined)[] = [
      (hints) => hints,
      (hints) => flip(hints, 32 * 7 + 3),
      () => new Uint8Array(randomBytes(mixed[0]!.length)),
      (_, i) => right[(i + 1) % right.length]!.hints,
      (hints) => hints.subarray(32),
      (hints) => hints.subarray(1),
      (hints, i) => (i % 2 === 0 ? hints : undefined),
      (hints) => hints.map((byte) => byte ^ 255),
    ];
    for (const change of changes)
      for (const context of contexts) {
        const entries = right.map(({ bytes, hints }, i) => ({ bytes, hints: change(hints!, i) }));
        expect(withoutElements(judgeBallots(entries, context))).toEqual(expected);
      }
  });
});

test('both arithmetics say the same of changed ballots', () => {
  const good = election.ballots(20);
  const changed = Array.from({ length: 400 }, (_, i) => {
    const ballot = good[i % good.length]!;
    const [a, b, c] = new Uint16Array(randomBytes(6).buffer);
    if (i % 10 === 0) return ballot.subarray(0, a! % ballot.length);
    if (i % 10 === 1) return good[(i + 1) % good.length]!.with(a! % ballot.length, b! & 255);
    return flip(ballot, a! % ballot.length, 1 << (c! % 8));
  });
  const mixed = [...good, ...changed];
  expect(withoutElements(judgeBallots(bare(mixed), wasm))).toEqual(
    withoutElements(judgeBallots(bare(mixed), noble)),
  );
});

describe('threads', () => {
  test('give the answers of this thread, in the order of the entries', async () => {
    const ballots = [...election.ballots(9), new Uint8Array(7)];
    ballots[4] = flip(ballots[4]!, ballots[4]!.length - 32);
    for (const context of contexts) {
      const pool = makeNodePool(2, context);
      const batches = await Promise.all([
        pool.judge(bare(ballots)),
        pool.judge(bare(ballots.slice(3))),
        pool.judge([]),
      ]);
      await pool.close();
      const expected = withoutElements(judgeBallots(bare(ballots), context));
      expect(batches.map(withoutElements)).toEqual([expected, expected.slice(3), []]);
    }
  });

  test('that are ended leave no ballot waiting', async () => {
    const pool = makeNodePool(1, wasm);
    const waiting = pool.judge(bare(election.ballots(3))).catch((error: unknown) => (error as Error).message);
    await pool.close();
    expect(await waiting).toContain('a thread ended');
    await expect(pool.judge([])).rejects.toThrow('a thread ended');
  });

  test('take any number of tiny entries', () => {
    const { bytes, lengths } = makeJob(
      bare(Array.from({ length: 300_000 }, (_, i) => Uint8Array.of(i & 255))),
    );
    expect([bytes.length, lengths.length]).toEqual([300_000, 600_000]);
  });

  test('that break end the run: no ballot goes unjudged', async () => {
    const pool = makeNodePool(1, { ...wasm, K: { ...wasm.K, bytes: new Uint8Array(32) } });
    await expect(pool.judge(bare(election.ballots(1)))).rejects.toThrow();
    await expect(pool.judge([])).rejects.toThrow();
    await pool.close();
  });
});
