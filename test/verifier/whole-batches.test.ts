/** Tests that whole batches in the kernel and the equations give the same judgements (spec §7.4). */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { BitVectors } from '#crypto/arithmetic/bit-vectors.ts';
import { Kernel } from '#crypto/arithmetic/kernel.ts';
import { makeArithmetic } from '../../verifier/crypto/arithmetic/make.ts';
import { concat, u16 } from '../../verifier/crypto/bytes.ts';
import { decodeElement, decodeScalar, encodeScalar, mod, q, sumOf } from '../../verifier/crypto/group.ts';
import { type BallotContext, judgeBallots, judgeByEquations } from '../../verifier/election/ballot/judge.ts';
import type { JudgedBallot, JudgedBatch } from '../../verifier/election/ballot/judged-batch.ts';
import { makeBallot, makeChallenged } from './support/ballot.ts';
import { secretOf } from './support/election.ts';
import { a, aAndB, anna, blank, carl, nobody, opened, printedBatch, xAndV } from './support/judge.ts';

const e = opened();
const { election, K } = e;
const wasm: BallotContext = { election, K, arithmetic: makeArithmetic('wasm') };
const noble: BallotContext = { election, K, arithmetic: makeArithmetic('noble') };

const full = (...choices: (readonly number[])[]): Uint8Array =>
  makeBallot({ election, K }, { ...anna, x: secretOf('anna') }, choices).bytes;
/** Ballot of the style without slack bits. */
const office = (choice: readonly number[]): Uint8Array =>
  makeBallot({ election, K }, { ...carl, x: secretOf('carl') }, [choice]).bytes;

const good = [full(a, xAndV), office(a), full(nobody, blank), office(aAndB), full(aAndB, blank)];
const [first] = good as [Uint8Array];
const challenged = e.signed(0x41, makeChallenged({ election, K }, 0, [a, blank]).body, 'board');

const bare = (ballots: readonly Uint8Array[]): { bytes: Uint8Array }[] => ballots.map((bytes) => ({ bytes }));
/**
 * Judges ballots in whole batches, as the equations do. Returns how often each method was called, and how many
 * entries were judged by equations.
 */
function judged(ballots: readonly Uint8Array[]): {
  all: readonly JudgedBallot[];
  groups: JudgedBatch['groups'];
  batches: number;
  sums: number;
  byEquations: number;
} {
  const [verify, vanishes, decode] = [
    vi.spyOn(BitVectors.prototype, 'verify'),
    vi.spyOn(Kernel.prototype, 'vanishes'),
    vi.spyOn(wasm.arithmetic, 'decodeDeferred'),
  ];
  const batch = judgeBallots(bare(ballots), wasm);
  const calls = {
    batches: verify.mock.calls.length,
    sums: vanishes.mock.calls.length,
    byEquations: decode.mock.calls.flatMap(([lists]) => lists).length,
  };
  vi.restoreAllMocks();
  expect(printedBatch(batch)).toEqual(printedBatch(judgeByEquations(bare(ballots), wasm)));
  return { all: batch.ballots, groups: batch.groups, ...calls };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('good ballots', () => {
  test('of several styles are valid without equations', () => {
    const { all, batches, sums } = judged(good);
    expect(all.map((one) => one.kind === 'ballot' && [one.stylePosition, one.fault])).toEqual(
      [0, 1, 0, 1, 0].map((style) => [style, undefined]),
    );
    expect([batches, sums]).toEqual([1, 0]);
  });

  test('are also valid alone, and their sums are their elements', () => {
    for (const ballot of good) {
      const { groups, batches, sums } = judged([ballot]);
      expect([batches, sums]).toEqual([1, 0]);
      const [group, ...more] = groups;
      const bytes = concat(...group!.sums.elements.map((element) => element.bytes));
      expect(bytes).toEqual(ballot.slice(35, 35 + bytes.length));
      expect(bytes.length).toBe(64 * election.styles[group!.stylePosition]!.ciphertexts);
      expect(more).toEqual([]);
    }
  });

  test('are summed by style and unit', () => {
    const { groups } = judged(good);
    expect(groups.map(({ stylePosition, positions }) => [stylePosition, [...positions]])).toEqual([
      [0, [0, 2, 4]],
      [1, [1, 3]],
    ]);
    for (const { positions, sums } of groups) {
      const alone = Array.from(positions, (position) => judged([good[position]!]).groups[0]!.sums.elements);
      expect(sums.elements.map(({ bytes }) => bytes)).toEqual(
        alone[0]!.map((_, i) => sumOf(alone.map((own) => decodeElement(own[i]!.bytes))).bytes),
      );
    }
  });

  test('keep their sums when the kernel judges another batch', () => {
    const before = judgeBallots(bare(good), wasm);
    judgeBallots(bare(good.toReversed()), wasm);
    expect(printedBatch(before)).toEqual(printedBatch(judgeByEquations(bare(good), wasm)));
  });

  test('are judged by equations with the reference arithmetic', () => {
    const verify = vi.spyOn(BitVectors.prototype, 'verify');
    const judgedByNoble = judgeBallots(bare(good), noble);
    expect(verify).not.toHaveBeenCalled();
    expect(printedBatch(judgedByNoble)).toEqual(printedBatch(judgeBallots(bare(good), wasm)));
  });
});

test('a batch may be empty, or without ballots', () => {
  expect(judged([])).toEqual({ all: [], groups: [], batches: 0, sums: 0, byEquations: 0 });
  expect(judged([challenged])).toMatchObject({ batches: 0, sums: 1 });
});

test('challenged ballots are judged by equations, among ballots that are not', () => {
  const { all, batches, sums } = judged([good[0]!, challenged, good[1]!, challenged.with(40, 255)]);
  expect(all.map(({ kind }) => kind)).toEqual(['ballot', 'challenged', 'ballot', 'malformed']);
  expect([batches, sums]).toEqual([1, 1]);
});

test('a malformed ballot is no reason to doubt the challenged ones: they are judged in one sum', () => {
  const { sums, byEquations } = judged([challenged, put(35, new Uint8Array(32)), challenged]);
  expect([sums, byEquations]).toEqual([1, 3]);
});

const { ciphertexts, length } = election.styles[0]!;
const creditAt = 35 + 64 * ciphertexts;
const proofAt = creditAt + 34;
const scalarsAt = proofAt + 32 * 5;
const places = (from: number, to: number): number[] =>
  Array.from({ length: (to - from) / 32 }, (_, i) => from + 32 * i);
const elements = [...places(35, creditAt + 32), ...places(proofAt, scalarsAt)];
const scalars = places(scalarsAt, length);

const put = (at: number, bytes: Uint8Array, ballot = first): Uint8Array => {
  const changed = ballot.slice();
  changed.set(bytes, at);
  return changed;
};
const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
/** Returns the ballot with its scalar at this offset increased. */
const plus = (at: number, more: bigint, ballot = first): Uint8Array =>
  put(at, encodeScalar(mod(decodeScalar(ballot.slice(at, at + 32)) + more)), ballot);

const P = 2n ** 255n - 19n;
const malformed: readonly (readonly [string, readonly Uint8Array[]])[] = [
  ['no byte but the kind', [Uint8Array.of(0x40)]],
  ['cut short', [1, 32, 33, 34, 35, 36, creditAt, length - 1].map((end) => first.subarray(0, end))],
  ['a byte more', [concat(first, Uint8Array.of(0))]],
  ['of another election', [first.with(1, first[1]! ^ 1), first.with(32, first[32]! ^ 1)]],
  ['of another style', [put(33, u16(1)), put(33, u16(2)), put(33, u16(65_535))]],
  ['of a unit that its style lacks', [put(creditAt + 32, u16(2)), put(creditAt + 32, u16(65_535))]],
  ['the identity in place of an element', elements.map((at) => put(at, new Uint8Array(32)))],
  ['a negative encoding', elements.map((at) => put(at, Uint8Array.of(first[at]! ^ 1)))],
  ['an encoding with the highest bit', elements.map((at) => first.with(at + 31, first[at + 31]! | 128))],
  ['an encoding of p', elements.map((at) => put(at, littleEndian(P)))],
  ['all bits of an encoding', elements.map((at) => put(at, littleEndian(2n ** 256n - 1n)))],
  ['a scalar of q', scalars.map((at) => put(at, littleEndian(q)))],
  ['all bits of a scalar', scalars.map((at) => put(at, littleEndian(2n ** 256n - 1n)))],
  ['a scalar plus q', scalars.map((at) => put(at, littleEndian(decodeScalar(first.slice(at, at + 32)) + q)))],
];

describe('malformed', () => {
  test.each(malformed)('%s: alone', (_, ballots) => {
    for (const ballot of ballots) expect(judged([ballot]).all[0]!.kind).toBe('malformed');
  });

  test.each(malformed)('%s: among good ones, which need no equations', (_, ballots) => {
    const { all, sums } = judged([good[0]!, ...ballots.flatMap((ballot) => [ballot, good[1]!]), good[2]!]);
    expect(all.filter(({ kind }) => kind === 'malformed')).toHaveLength(ballots.length);
    expect(sums).toBe(0);
  });
});

const forged: readonly (readonly [string, readonly Uint8Array[]])[] = [
  ['values that are not allowed', [full([2, 0, 0, 0, 0, 0], blank), full([1, 1, 0, 0, 0, 0], blank)]],
  ['values that cancel', [full([2, -1, 0, 0, 0, 0], blank)]],
  ['too many choices', [full(a, [1, 1, 1, 1, 1, 0])]],
  [
    'signed by another',
    [
      makeBallot({ election, K }, { ...anna, x: secretOf('anna'), signer: secretOf('bert') }, [a, blank])
        .bytes,
    ],
  ],
  [
    'of another key',
    [makeBallot({ election, K: K.plus(K) }, { ...anna, x: secretOf('anna') }, [a, blank]).bytes],
  ],
  ['of another unit of its style', [put(creditAt + 32, u16(1))]],
  ['every element of another ballot', elements.map((at) => put(at, good[2]!.subarray(at, at + 32)))],
  ['every scalar as 0', scalars.map((at) => put(at, encodeScalar(0n)))],
  ['every scalar as q - 1', scalars.map((at) => put(at, encodeScalar(q - 1n)))],
  ['every scalar plus 1', scalars.map((at) => plus(at, 1n))],
];

describe('forged', () => {
  /** Same credential in both ballots, so this element of the other ballot changes nothing. */
  const isSame = (ballot: Uint8Array): boolean => ballot.every((byte, i) => byte === first[i]);

  test.each(forged)('%s: alone', (_, ballots) => {
    for (const ballot of ballots.filter((one) => !isSame(one))) {
      const { all, sums } = judged([ballot]);
      expect(all[0]).toMatchObject({
        kind: 'ballot',
        fault: { check: expect.stringMatching(/^5\.[78]$/) as string },
      });
      expect(sums).toBeGreaterThan(0);
    }
  });

  test.each(forged)('%s: among good ones', (_, ballots) => {
    const bad = ballots.filter((one) => !isSame(one));
    const { all } = judged([good[0]!, ...bad.flatMap((ballot) => [ballot, good[1]!]), good[2]!]);
    expect(all.filter((one) => one.kind === 'ballot' && one.fault)).toHaveLength(bad.length);
  });

  test('errors of two ballots that would cancel', () => {
    for (const at of scalars) {
      const { all } = judged([plus(at, 7n), plus(at, -7n, good[2])]);
      expect(all.every((one) => one.kind === 'ballot' && one.fault)).toBe(true);
    }
  });

  test('next to a malformed one', () => {
    const { all } = judged([plus(scalars[0]!, 1n), put(35, new Uint8Array(32)), ...good]);
    expect(all.map((one) => (one.kind === 'ballot' ? one.fault?.check : one.kind))).toEqual([
      '5.8',
      'malformed',
      ...good.map(() => undefined),
    ]);
  });
});

describe('forged ones in a batch of 16', () => {
  const many = Array.from({ length: 16 }, (_, i) => good[i % good.length]!);
  const forgedBy = (i: number): Uint8Array => plus(scalars.at(i % scalars.length)!, 1n);
  const unreadable = put(proofAt, new Uint8Array(32));
  const forgedAt = (bad: readonly number[]): Uint8Array[] =>
    many.map((ballot, i) => (bad.includes(i) ? forgedBy(i) : ballot));
  /** Returns the places of the ballots that have a fault, or are malformed. */
  const badOf = (all: readonly JudgedBallot[]): number[] =>
    [...all.keys()].filter((i) => all[i]!.kind === 'malformed' || all[i]!.fault);

  test.each([[[0]], [[7]], [[8]], [[15]], [[0, 15]], [[3, 4]]])(
    'at %j: only these are judged by equations',
    (bad) => {
      const { all, batches, byEquations } = judged(forgedAt(bad));
      expect(badOf(all)).toEqual(bad);
      expect([batches, byEquations]).toEqual([1, bad.length]);
    },
  );

  test('at many places: groups without one need no equations', () => {
    for (const bad of [
      [0, 2, 4, 6, 8],
      [7, 9, 11, 13, 15],
    ]) {
      const { all, byEquations } = judged(forgedAt(bad));
      expect(badOf(all)).toEqual(bad);
      expect(byEquations).toBeLessThan(many.length);
    }
  });

  test('in every group', () => {
    for (const odd of [0, 1]) {
      const bad = [...many.keys()].filter((i) => i % 2 === odd);
      const { all, byEquations } = judged(forgedAt(bad));
      expect(badOf(all)).toEqual(bad);
      expect(byEquations).toBe(many.length);
    }
    expect(badOf(judged(forgedAt([...many.keys()])).all)).toEqual([...many.keys()]);
  });

  test.each([
    [0, 1],
    [1, 0],
    [7, 8],
    [15, 14],
    [14, 15],
    [0, 15],
    [15, 0],
  ])('at %i, and a malformed one at %i', (forgedPlace, malformedPlace) => {
    const { all, byEquations } = judged(forgedAt([forgedPlace]).with(malformedPlace, unreadable));
    expect(new Set(badOf(all))).toEqual(new Set([forgedPlace, malformedPlace]));
    expect([all[forgedPlace]!.kind, all[malformedPlace]!.kind]).toEqual(['ballot', 'malformed']);
    expect(byEquations).toBe(2);
  });

  test('two are known to be doubtful, so no sum of both is tried', () => {
    const alone = [0, 15].map((place) => judged(forgedAt([place])).sums);
    expect(judged(forgedAt([0, 15])).sums).toBe(alone[0]! + alone[1]!);
  });
});
