/** Proof of a ballot (spec §7.3, §7.4): its bits, its equations, and errors that must not cancel. */
import { describe, expect, test } from 'vitest';
import { makeArithmetic, arithmeticNames } from '../../verifier/crypto/arithmetic/make.ts';
import { u16 } from '../../verifier/crypto/bytes.ts';
import { bitGenerators, blindingGenerator, productGenerators } from '../../verifier/crypto/generators.ts';
import { decodeScalar, encodeScalar, mod } from '../../verifier/crypto/group.ts';
import { derivedPoint } from '../../verifier/crypto/transcript.ts';
import { type BallotContext, judgeBallots } from '../../verifier/election/ballot/judge.ts';
import { bitsOf } from '../../verifier/election/bits.ts';
import { ballotLength, slackCoefficients } from '../../verifier/election/layout.ts';
import { type Choices, makeBallot } from './support/ballot.ts';
import { secretOf } from './support/election.ts';
import { a, aAndB, anna, blank, nobody, opened, xAndV } from './support/judge.ts';

describe('slack bits', () => {
  test.each([
    [-1, []],
    [0, []],
    [1, [1]],
    [2, [1, 1]],
    [3, [1, 2]],
    [4, [1, 2, 1]],
    [5, [1, 2, 2]],
    [8, [1, 2, 4, 1]],
  ])('of a range of %i', (range, coefficients) => {
    expect(slackCoefficients(range)).toEqual(coefficients);
  });

  test('take all values from 0 to the range, and no others', () => {
    for (let range = 0; range <= 200; range += 1) {
      let values = new Set([0]);
      for (const coefficient of slackCoefficients(range))
        values = new Set([...values].flatMap((value) => [value, value + coefficient]));
      expect([...values].toSorted((x, y) => x - y)).toEqual(Array.from({ length: range + 1 }, (_, i) => i));
    }
  });
});

test('bits and relations of a contest with a special, and of two groups with slack', () => {
  const office = { options: 3, groups: [{ min: 1, max: 1, weights: [1n, 1n, 1n] }] };
  const seats = {
    options: 4,
    groups: [
      { min: 0, max: 2, weights: [1n, 1n, 0n, 2n] },
      { min: 0, max: 1, weights: [0n, 0n, 1n, 1n] },
    ],
  };
  const { count, relations } = bitsOf([office, seats]);
  expect(count).toBe(10);
  const printed = relations.map(({ max, lead, others }) =>
    [max, lead, ...others.map(({ bit, coefficient }) => `${coefficient}b${bit}`)].join(' '),
  );
  expect(printed).toEqual(['1 0 1b1 1b2', '2 3 1b4 2b6 1b7 1b8', '1 5 1b6 1b9']);
  expect(ballotLength([office, seats])).toBe(37 + 32 * (14 + 6 + 7 + 3));
});

test('the generators are those of the specification', () => {
  const [label, i] = ['ballot-generator/v2', u16(3)];
  expect(blindingGenerator().bytes).toEqual(derivedPoint(label, Uint8Array.of(0), u16(0)).bytes);
  expect(bitGenerators.at(3).bytes).toEqual(derivedPoint(label, Uint8Array.of(1), i).bytes);
  expect(productGenerators.at(3).bytes).toEqual(derivedPoint(label, Uint8Array.of(2), i).bytes);
  expect(bitGenerators.at(3)).toBe(bitGenerators.at(3));
});

const { election, K } = opened();
const contexts = arithmeticNames.map((name): BallotContext => ({
  election,
  K,
  arithmetic: makeArithmetic(name),
}));
const ballot = (choices: Choices): Uint8Array =>
  makeBallot({ election, K }, { ...anna, x: secretOf('anna') }, choices).bytes;

/** Returns the check of each ballot's fault, which is the same in both arithmetics. */
function faultsOf(...ballots: readonly Uint8Array[]): (string | undefined)[] {
  const entries = ballots.map((bytes) => ({ bytes }));
  const [wasm, noble] = contexts.map((context) =>
    judgeBallots(entries, context).ballots.map((one) =>
      one.kind === 'ballot' ? one.fault?.check : one.kind,
    ),
  );
  expect(wasm).toEqual(noble);
  return wasm!;
}

describe('every choice that the rules allow', () => {
  test.each<[string, Choices]>([
    ['a party', [a, xAndV]],
    ['a coalition, one of two', [aAndB, [1, 0, 0, 0, 0, 0]]],
    ['nothing in the second contest', [a, blank]],
    ['two of two', [a, [1, 1, 0, 0, 1, 0]]],
    ['the null vote in both', [nobody, [0, 0, 0, 0, 0, 1]]],
  ])('%s', (_, choices) => {
    expect(faultsOf(ballot(choices))).toEqual([undefined]);
  });
});

/** Offset of B: after kind, election, style, 12 ciphertexts, X and unit. */
const PROOF_AT = 35 + 64 * 12 + 34;
const SCALARS_AT = PROOF_AT + 32 * 5;
/** Number of responses of bits: 12 ciphertexts, 3 slack bits, without 3 leads. */
const RESPONSES = 12;

/** Adds to the scalar at this offset. */
function plus(bytes: Uint8Array, at: number, error: bigint): Uint8Array {
  const changed = bytes.slice();
  changed.set(encodeScalar(mod(decodeScalar(changed.subarray(at, at + 32)) + error)), at);
  return changed;
}

describe('one equation that does not hold is enough', () => {
  const good = ballot([a, xAndV]);
  test.each([
    ['every response of a bit', SCALARS_AT, RESPONSES, '5.8'],
    ['t, of L1 and L2', SCALARS_AT + 32 * RESPONSES, 1, '5.8'],
    ['s, of P', SCALARS_AT + 32 * (RESPONSES + 1), 1, '5.8'],
    ['z, of S', SCALARS_AT + 32 * (RESPONSES + 2), 1, '5.7'],
  ])('%s', (_, at, count, check) => {
    const ballots = Array.from({ length: count }, (__, i) => plus(good, at + 32 * i, 1n));
    expect(faultsOf(...ballots)).toEqual(ballots.map(() => check));
  });

  test('commitments, and elements that were exchanged', () => {
    const other = ballot([a, xAndV]);
    const ballots = [0, 1, 2, 3, 4].map((i) => {
      const at = PROOF_AT + 32 * i;
      const changed = good.slice();
      changed.set(other.subarray(at, at + 32), at);
      return changed;
    });
    const exchanged = good.slice();
    exchanged.copyWithin(35, 35 + 64, 35 + 128);
    exchanged.set(good.subarray(35, 35 + 64), 35 + 64);
    expect(faultsOf(...ballots, exchanged)).toEqual(Array(6).fill('5.8'));
  });

  test('a commitment that is the identity, and a response of q or more, are form', () => {
    const identities = [0, 1, 2, 3, 4].map((i) =>
      good.slice().fill(0, PROOF_AT + 32 * i, PROOF_AT + 32 * (i + 1)),
    );
    const large = [0, RESPONSES, RESPONSES + 1, RESPONSES + 2].map((i) =>
      good.slice().fill(0xff, SCALARS_AT + 32 * i, SCALARS_AT + 32 * (i + 1)),
    );
    expect(faultsOf(...identities, ...large)).toEqual(Array(9).fill('malformed'));
  });
});

test('values that cancel in the sums, and errors that cancel between ballots, are all named', () => {
  const two = ballot([[2, 0, 0, 0, 0, 0], blank]);
  const minus = ballot([[0, 1, 0, 0, 0, 0], [2, -1, 0, 0, 0, 0]]); // prettier-ignore
  const t = SCALARS_AT + 32 * RESPONSES;
  const good = ballot([a, blank]);
  expect(faultsOf(two, good, minus, plus(good, t, 7n), plus(good, t, -7n))).toEqual([
    '5.8',
    undefined,
    '5.8',
    '5.8',
    '5.8',
  ]);
});
