import { describe, expect, test } from 'vitest';
import { noble } from '../../verifier/arithmetic/noble.ts';
import { firstFaults } from '../../verifier/ballot/judge.ts';
import type { Labelled } from '../../verifier/ballot/equations.ts';
import { allHold, type Equation, holds } from '../../verifier/equations.ts';
import { type Element, G, mod } from '../../verifier/group.ts';
import {
  type Disjunction,
  disjunctionEquations,
  equalityEquations,
  keyEquation,
} from '../../verifier/proofs.ts';
import { say } from '../../verifier/sentences.ts';
import { challenge, together } from '../../verifier/transcript.ts';
import { encrypt, proveDisjunction, proveEquality, proveKey, randomScalar } from './support/prover.ts';

const fiatShamir = (...elements: Element[]): bigint => challenge('test', together(elements));
const K = G.times(randomScalar());

test('knowledge of a secret key', () => {
  const x = randomScalar();
  const X = G.times(x);
  const proof = proveKey(x, (R) => fiatShamir(X, R));
  const c = fiatShamir(X, proof.R);
  expect(holds(keyEquation(proof, c, X))).toBe(true);
  expect(holds(keyEquation({ ...proof, z: mod(proof.z + 1n) }, c, X))).toBe(false);
  expect(holds(keyEquation({ ...proof, R: proof.R.plus(G) }, c, X))).toBe(false);
  expect(holds(keyEquation(proof, c, X.plus(G)))).toBe(false);
  expect(holds(keyEquation(proof, mod(c + 1n), X))).toBe(false);
});

test('equality of discrete logarithms', () => {
  const x = randomScalar();
  const P = G.times(randomScalar());
  const X = G.times(x);
  const D = P.times(x);
  const proof = proveEquality(x, P, (A, B) => fiatShamir(X, P, D, A, B));
  const c = fiatShamir(X, P, D, proof.A, proof.B);
  const statement = { X, P, D };
  const verdict = (equations: Equation[]): boolean => {
    const single = equations.every(holds);
    expect(allHold(equations)).toBe(single);
    return single;
  };
  expect(verdict(equalityEquations(proof, c, statement))).toBe(true);
  expect(verdict(equalityEquations({ ...proof, z: mod(proof.z + 1n) }, c, statement))).toBe(false);
  expect(verdict(equalityEquations(proof, c, { ...statement, D: D.plus(G) }))).toBe(false);
  expect(verdict(equalityEquations(proof, c, { ...statement, X: X.plus(G) }))).toBe(false);
  // The first equation alone does not bind D: both must hold.
  const [first, second] = equalityEquations(proof, c, { ...statement, D: D.plus(G) });
  expect([holds(first!), holds(second!)]).toEqual([true, false]);
});

describe('one of several values', () => {
  const prove = (v: number, values: readonly number[]): { proof: Disjunction; equations: Equation[] } => {
    const r = randomScalar();
    const ciphertext = encrypt(K, v, r);
    const { pad, data } = ciphertext;
    const proof = proveDisjunction(ciphertext, { K, r, v, values }, (AB) => fiatShamir(pad, data, ...AB));
    const c = fiatShamir(pad, data, ...proof.AB);
    const equations = (own: Disjunction): Equation[] =>
      disjunctionEquations(own, c, { K, sum: [{ weight: 1n, ciphertext }], values });
    return { proof, equations: equations(proof) };
  };

  test.each([
    ['0 of 0, 1', 0, [0, 1]],
    ['1 of 0, 1', 1, [0, 1]],
    ['3 of 1 to 5', 3, [1, 2, 3, 4, 5]],
    ['one value only', 2, [2]],
  ])('%s', (_, v, values) => {
    const { equations } = prove(v, values);
    expect(equations).toHaveLength(2 * values.length);
    expect(equations.every(holds)).toBe(true);
    expect(allHold(equations)).toBe(true);
  });

  test.each([
    ['2 of 0, 1', 2, [0, 1]],
    ['-1 of 0, 1', -1, [0, 1]],
    ['0 of 1', 0, [1]],
    ['6 of 1 to 5', 6, [1, 2, 3, 4, 5]],
  ])('not %s', (_, v, values) => {
    const { equations } = prove(v, values);
    expect(equations.every(holds)).toBe(false);
    expect(allHold(equations)).toBe(false);
  });

  test('a challenge moved from one value to another', () => {
    const r = randomScalar();
    const ciphertext = encrypt(K, 1, r);
    const { pad, data } = ciphertext;
    const values = [0, 1, 2];
    const proof = proveDisjunction(ciphertext, { K, r, v: 1, values }, (AB) => fiatShamir(pad, data, ...AB));
    const c = fiatShamir(pad, data, ...proof.AB);
    const moved = { ...proof, c: [mod(proof.c[0]! + 1n), mod(proof.c[1]! - 1n)] };
    const equations = disjunctionEquations(moved, c, { K, sum: [{ weight: 1n, ciphertext }], values });
    expect(equations.map(holds)).toEqual([false, false, false, false, true, true]);
    expect(allHold(equations)).toBe(false);
  });
});

describe('a batch says what each equation says', () => {
  const right = (): Equation => {
    const x = randomScalar();
    const X = G.times(x);
    const proof = proveKey(x, (R) => fiatShamir(X, R));
    return keyEquation(proof, fiatShamir(X, proof.R), X);
  };
  /** Wrong by `error` times G. */
  const wrong = (error: bigint): Equation => [...right(), [mod(error), G]];

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
    expect(allHold(cancelling, noble, () => 1n)).toBe(true);
    for (let i = 0; i < 20; i += 1) expect(allHold(cancelling)).toBe(false);
  });

  test('errors that cancel in two ballots name both, and their first wrong check', () => {
    const label = (check: Labelled['check'], equation: Equation): Labelled => ({
      check,
      says: say.badProof(),
      equation,
    });
    const good = [label('5.5', right()), label('5.6', right()), label('5.7', right())];
    const lists = [
      good,
      [label('5.5', right()), label('5.6', wrong(7n)), label('5.7', wrong(1n))],
      good,
      [label('5.5', wrong(-7n)), label('5.6', right()), label('5.7', right())],
      [],
    ];
    expect(firstFaults(lists, noble).map((fault) => fault?.check)).toEqual([
      undefined,
      '5.6',
      undefined,
      '5.5',
      undefined,
    ]);
  });
});
