import { describe, expect, test } from 'vitest';
import { noble } from '../../verifier/crypto/arithmetic/noble.ts';
import type { LabelledClaim } from '../../verifier/election/ballot/claims.ts';
import { allHold, firstFaults } from '../../verifier/crypto/batch.ts';
import { type Claim, Equations } from '../../verifier/crypto/equations.ts';
import {
  decodeScalar,
  type Element,
  type EncodedScalar,
  encodeScalar,
  G,
  mod,
} from '../../verifier/crypto/group.ts';
import { equalityClaim, keyClaim } from '../../verifier/crypto/proofs.ts';
import { sentences } from '../../verifier/findings/sentences.ts';
import { challenge, concatElements } from '../../verifier/crypto/transcript.ts';
import { proveEquality, proveKey, randomScalar } from './support/prover.ts';

const fiatShamir = (...elements: Element[]): EncodedScalar => challenge('test', concatElements(elements));
const plus = (scalar: EncodedScalar, n: bigint): EncodedScalar => encodeScalar(mod(decodeScalar(scalar) + n));
/** Weights that are all 1. A verifier must not use them. */
const ones = (count: number): Uint8Array => new Uint8Array(16 * count).map((_, i) => (i % 16 === 0 ? 1 : 0));

/** Verifies each equation of a claim alone. Returns one answer per equation. */
function holdEach(claim: Claim): boolean[] {
  const all = new Equations();
  claim(all);
  return Array.from({ length: all.count }, (_, equation) =>
    allHold([
      (own) => {
        own.next();
        for (let term = 0; 4 * term < all.records.length; term += 1) {
          const [element, owner, , factor] = all.records.subarray(4 * term, 4 * term + 4);
          const scalar = all.scalars.subarray(32 * term, 32 * (term + 1));
          if (owner === equation) own.plus(factor!, scalar, all.elements[element!]!);
        }
      },
    ]),
  );
}

test('knowledge of a secret key', () => {
  const x = randomScalar();
  const X = G.times(x);
  const proof = proveKey(x, (R) => fiatShamir(X, R));
  const c = fiatShamir(X, proof.R);
  expect(allHold([keyClaim(proof, c, X)])).toBe(true);
  expect(allHold([keyClaim({ ...proof, z: plus(proof.z, 1n) }, c, X)])).toBe(false);
  expect(allHold([keyClaim({ ...proof, R: proof.R.plus(G) }, c, X)])).toBe(false);
  expect(allHold([keyClaim(proof, c, X.plus(G))])).toBe(false);
  expect(allHold([keyClaim(proof, plus(c, 1n), X)])).toBe(false);
});

test('equality of discrete logarithms', () => {
  const x = randomScalar();
  const P = G.times(randomScalar());
  const X = G.times(x);
  const D = P.times(x);
  const proof = proveEquality(x, P, (A, B) => fiatShamir(X, P, D, A, B));
  const c = fiatShamir(X, P, D, proof.A, proof.B);
  const statement = { X, P, D };
  const verdict = (claim: Claim): boolean => {
    const single = holdEach(claim).every(Boolean);
    expect(allHold([claim])).toBe(single);
    return single;
  };
  expect(verdict(equalityClaim(proof, c, statement))).toBe(true);
  expect(verdict(equalityClaim({ ...proof, z: plus(proof.z, 1n) }, c, statement))).toBe(false);
  expect(verdict(equalityClaim(proof, c, { ...statement, D: D.plus(G) }))).toBe(false);
  expect(verdict(equalityClaim(proof, c, { ...statement, X: X.plus(G) }))).toBe(false);
  // The first equation alone does not bind D: both must hold.
  expect(holdEach(equalityClaim(proof, c, { ...statement, D: D.plus(G) }))).toEqual([true, false]);
});

describe('a batch gives the answer of its equations', () => {
  const right = (): Claim => {
    const x = randomScalar();
    const X = G.times(x);
    const proof = proveKey(x, (R) => fiatShamir(X, R));
    return keyClaim(proof, fiatShamir(X, proof.R), X);
  };
  /** Makes a claim that is wrong by `error` times G. */
  const wrong = (error: bigint): Claim => {
    const claim = right();
    return (equations) => {
      claim(equations);
      equations.plus(1, encodeScalar(mod(error)), G);
    };
  };

  test('all right, few and many', () => {
    expect(allHold([])).toBe(true);
    expect(allHold([right()])).toBe(true);
    expect(allHold(Array.from({ length: 80 }, right))).toBe(true);
  });

  test('one wrong among many', () => {
    expect(allHold([...Array.from({ length: 80 }, right), wrong(1n)])).toBe(false);
  });

  test('errors that cancel: with equal weights they would pass', () => {
    const cancelling = [wrong(5n), wrong(-5n)];
    expect(allHold(cancelling, noble, ones)).toBe(true);
    for (let i = 0; i < 20; i += 1) expect(allHold(cancelling)).toBe(false);
  });

  test('errors that cancel in two ballots name both, and their first wrong check', () => {
    const label = (check: LabelledClaim['check'], claim: Claim): LabelledClaim => ({
      check,
      says: () => sentences.badProof(),
      claim,
    });
    const good = [label('5.8', right()), label('5.7', right())];
    const lists = [
      good,
      [label('5.8', right()), label('5.7', wrong(7n))],
      good,
      [label('5.8', wrong(-7n)), label('5.7', wrong(1n))],
      [],
    ];
    const expected = [undefined, '5.7', undefined, '5.8', undefined];
    for (const isDoubtful of [false, true])
      expect(firstFaults(lists, noble, isDoubtful).map((fault) => fault?.check)).toEqual(expected);
  });

  test('doubt alone makes no claim wrong', () => {
    const good = { claim: right() };
    for (const lists of [[], [[good]], [[good], [good, good], []]])
      expect(firstFaults(lists, noble, true)).toEqual(lists.map(() => undefined));
  });
});
