/**
 * Polynomials over the scalars, and commitments to their coefficients (Feldman secret sharing, spec §5.2-5.5).
 * @module
 */

import {
  G,
  add,
  identity,
  invert,
  multiply,
  multiplyPublic,
  scalarOf,
  subtract,
  times,
  type Element,
  type Scalar,
} from '../group.ts';

/** Returns the commitments C_k = a_k G. */
export const commitTo = (coefficients: readonly Scalar[]): Element[] =>
  coefficients.map((a) => multiply(G, a));

/** Returns f(j), by Horner's rule. */
export const evaluate = (coefficients: readonly Scalar[], j: number): Scalar =>
  coefficients.reduceRight((value, a) => add(times(value, scalarOf(j)), a), 0n);

/** Returns f(j) G, the sum over k of j^k C_k, from public values. */
export const evaluateCommitments = (commitments: readonly Element[], j: number): Element =>
  commitments.reduceRight((value, C) => multiplyPublic(value, scalarOf(j)).add(C), identity);

/**
 * Returns lambda_i for interpolation at 0 from the given distinct numbers (§9.6); throws if one occurs twice or is 0.
 */
export function lagrange(i: number, numbers: readonly number[]): Scalar {
  if (new Set(numbers).size !== numbers.length || numbers.includes(0))
    throw new Error('numbers are not distinct');
  const others = numbers.filter((j) => j !== i);
  const top = others.reduce((product, j) => times(product, scalarOf(j)), 1n);
  const bottom = others.reduce((product, j) => times(product, subtract(scalarOf(j), scalarOf(i))), 1n);
  return times(top, invert(bottom));
}
