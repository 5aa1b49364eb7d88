/** Comparison of whole batches in the kernel with one equation at a time (spec §7.4). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
