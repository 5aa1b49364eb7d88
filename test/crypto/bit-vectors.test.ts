/** Comparison of whole batches in the kernel with one equation at a time (spec §7.4). */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { VectorBatch } from '#crypto/arithmetic/vector-batch.ts';
import { BallotChecker } from '#crypto/ballot/checker.ts';
import { findBallotFault, makeBallot, parseBallot, type Choices } from '#crypto/ballot/ballot.ts';
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { encodeScalar, G, multiply, q, randomScalar } from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';
import { Layout, splice } from '../negative/forge.ts';
import { mini, miniChoices } from '../negative/mini.ts';
import { testElection } from '../support/elections.ts';

const { election } = testElection(mini);
const key = multiply(G, randomScalar());
const checker = new BallotChecker(election, key);

function ballotOf(position: number, choices: Choices = miniChoices): Uint8Array {
  const style = election.styles[position]!;
  const credential = deriveCredential(election.id, newCode());
  const own = style.contests.map((_, i) => choices[i]!);
  return makeBallot({ election, key, style, unit: style.units[0]!, credential }, own, randomBytes(32));
}

function faultOf(bytes: Uint8Array): string | undefined {
  try {
    return findBallotFault(election, key, parseBallot(bytes, election));
  } catch {
    return 'form';
  }
}

const ballots = election.styles.flatMap((_, position) => [ballotOf(position), ballotOf(position)]);

test('ballots of all styles together, one alone, and none', () => {
  expect(checker.check(ballots)).toEqual(ballots.map(() => undefined));
  for (const ballot of ballots) expect(checker.check([ballot])).toEqual([undefined]);
  expect(checker.check([])).toEqual([]);
});

describe('among good ballots', () => {
  const [good] = ballots;
  const among = (bad: Uint8Array): (string | undefined)[] => checker.check([ballots[1]!, bad, ...ballots]);
  const expected = (bad: Uint8Array): (string | undefined)[] => [
    undefined,
    faultOf(bad),
    ...ballots.map(() => undefined),
  ];

  test('a flipped bit anywhere has the fault that one equation at a time finds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 * good!.length - 1 }), (bit) => {
        const changed = Uint8Array.from(good!);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        expect(faultOf(changed)).toBeDefined();
        expect(among(changed)).toEqual(expected(changed));
      }),
      { numRuns: 40 },
    );
  });

  const scalars = new Layout(election.styles[0]!).response(0)[0];
  const places = Array.from({ length: (good!.length - scalars) / 32 }, (_, i) => scalars + 32 * i);
  test.each([
    ['0', 0n],
    ['1', 1n],
    ['q - 1', q - 1n],
  ])('each scalar as %s', (_, value) => {
    for (const at of places) {
      const changed = splice(good!, [at, at + 32], encodeScalar(value));
      expect(among(changed)).toEqual(expected(changed));
    }
  });

  test.each([
    ['q', q],
    ['2^256 - 1', 2n ** 256n - 1n],
  ])('each scalar as %s is malformed', (_, value) => {
    const bytes = Uint8Array.from({ length: 32 }, (__, i) => Number((value >> BigInt(8 * i)) & 255n));
    for (const at of places) expect(among(splice(good!, [at, at + 32], bytes))[1]).toBe('form');
  });

  test('errors of two ballots that would cancel', () => {
    const at = good!.length - 96; // t, which L1 and L2 contain
    const shifted = (ballot: Uint8Array, by: bigint): Uint8Array => {
      const own = ballot.slice(at, at + 32);
      const t = own.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
      return splice(ballot, [at, at + 32], encodeScalar((t + by + q) % q));
    };
    const pair = [shifted(good!, 1n), shifted(ballots[1]!, -1n)];
    expect(checker.check(pair)).toEqual(['vector-proof', 'vector-proof']);
  });
});

describe('among sixteen ballots', () => {
  const many = Array.from({ length: 16 }, (_, i) => ballots[i % ballots.length]!);
  const bad = splice(many[0]!, [many[0]!.length - 32, many[0]!.length], encodeScalar(1n));

  /** Checks ballots of which those at the given places are bad; returns the groups that the kernel summed. */
  function groupsSummed(places: readonly number[]): string[] {
    const sum = vi.spyOn(VectorBatch.prototype, 'sum');
    const faults = checker.check(many.map((good, i) => (places.includes(i) ? bad : good)));
    expect(faults).toEqual(many.map((_, i) => (places.includes(i) ? faultOf(bad) : undefined)));
    const groups = sum.mock.calls.map(([{ from, to }]) => `${from}-${to}`);
    sum.mockRestore();
    return groups;
  }

  test('a bad one at any place is found by halving', () => {
    for (const place of many.keys()) groupsSummed([place]);
    expect(groupsSummed([0])).toEqual(['0-16', '0-8', '8-16', '0-4', '4-8', '0-2', '2-4', '0-1', '1-2']);
    expect(groupsSummed([15])).toEqual(['0-16', '0-8', '8-12', '12-14', '14-15']);
  });

  test('many bad ones end the search, so that they cost no more than a few batches', () => {
    const every = (n: number): number[] => [...many.keys()].filter((i) => i % n === 0);
    for (const n of [1, 2, 4]) expect(groupsSummed(every(n))).toHaveLength(1 + 2 + 4);
  });
});
