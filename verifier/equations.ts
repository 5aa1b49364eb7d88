/** Linear equations over the group, checked alone or many together (spec §3). @module */
import { randomBytes } from '@noble/hashes/utils.js';
import type { Arithmetic, Terms } from './arithmetic/arithmetic.ts';
import { noble } from './arithmetic/noble.ts';
import { type Element, littleEndian, mod, type Scalar } from './group.ts';

/** The sum of scalar * element must be the identity. */
export type Equation = readonly (readonly [scalar: Scalar, element: Element])[];

export function holds(equation: Equation): boolean {
  return noble.vanishes(combined([equation], () => 1n));
}

/**
 * A random linear combination: if one equation is wrong, true with probability 2^-128 at most (§3.5). The weights are
 * drawn here, after all inputs are fixed, so that errors cannot be made to cancel.
 */
export function allHold(
  equations: readonly Equation[],
  arithmetic: Pick<Arithmetic, 'vanishes'> = noble,
  weight: () => Scalar = randomWeight,
): boolean {
  return equations.length === 0 || arithmetic.vanishes(combined(equations, weight));
}

/** One term for each element object: G, K and the pads occur in many equations. */
function combined(equations: readonly Equation[], weight: () => Scalar): Terms {
  const terms = new Map<Element, bigint>();
  for (const equation of equations) {
    const w = weight();
    for (const [scalar, element] of equation) terms.set(element, (terms.get(element) ?? 0n) + w * scalar);
  }
  return [...terms].map(([element, scalar]) => [element, mod(scalar)] as const);
}

function randomWeight(): Scalar {
  return littleEndian(randomBytes(16));
}
