/** Claims checked together (spec §3.5). @module */
import { randomBytes } from '@noble/hashes/utils.js';
import type { Arithmetic } from './arithmetic/arithmetic.ts';
import { noble } from './arithmetic/noble.ts';
import { type Claim, Equations } from './equations.ts';

/** Bytes of a weight. */
const weightLength = 16;
/** What the platform's generator gives at once. */
const mostRandom = 65_536;

/**
 * A random linear combination: if an equation is wrong, true with probability 2^-128 at most (§3.5). The weights are
 * drawn here, after all inputs are fixed, so that errors cannot be made to cancel.
 */
export function allHold(
  claims: readonly Claim[],
  arithmetic: Pick<Arithmetic, 'vanishes'> = noble,
  weights: (count: number) => Uint8Array = randomWeights,
): boolean {
  const equations = new Equations();
  for (const claim of claims) claim(equations);
  return equations.count === 0 || arithmetic.vanishes(equations, weights(equations.count));
}

function randomWeights(count: number): Uint8Array {
  const weights = new Uint8Array(weightLength * count);
  for (let at = 0; at < weights.length; at += mostRandom) {
    weights.set(randomBytes(Math.min(mostRandom, weights.length - at)), at);
  }
  return weights;
}
