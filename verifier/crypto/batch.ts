/** Claims checked together (spec §3.5). @module */
import { randomBytes } from '@noble/hashes/utils.js';
import type { Arithmetic } from './arithmetic/arithmetic.ts';
import { noble } from './arithmetic/noble.ts';
import { type Claim, Equations } from './equations.ts';

/** Bytes of a weight. */
const WEIGHT_LENGTH = 16;
/** What the platform's generator gives at once. */
const MOST_RANDOM = 65_536;

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
  const weights = new Uint8Array(WEIGHT_LENGTH * count);
  for (let at = 0; at < weights.length; at += MOST_RANDOM) {
    weights.set(randomBytes(Math.min(MOST_RANDOM, weights.length - at)), at);
  }
  return weights;
}

/** Parts into which a list is divided that fails as a whole. */
const DIVISION = 16;

/** A claim, with whatever it means that it does not hold. */
interface WithClaim {
  readonly claim: Claim;
}

/**
 * The first claim of each list that does not hold (§3.5). What fails as a whole is divided into many parts at once, not into
 * halves: where one list is wrong few parts are looked at again, and where all are it costs two or three sums a claim.
 */
export function firstFaults<T extends WithClaim>(
  lists: readonly (readonly T[])[],
  arithmetic: Pick<Arithmetic, 'vanishes'>,
): (T | undefined)[] {
  if (together(lists.flat(), arithmetic)) return lists.map(() => undefined);
  if (lists.length === 1) return [firstFault(lists[0]!, arithmetic)];
  const size = Math.ceil(lists.length / DIVISION);
  const parts = Array.from({ length: Math.ceil(lists.length / size) }, (_, i) =>
    lists.slice(i * size, (i + 1) * size),
  );
  return parts.flatMap((part) => firstFaults(part, arithmetic));
}

/** Of a list that fails as a whole. */
function firstFault<T extends WithClaim>(list: readonly T[], arithmetic: Pick<Arithmetic, 'vanishes'>): T {
  if (list.length === 1) return list[0]!;
  const half = list.length >> 1;
  const [first, second] = [list.slice(0, half), list.slice(half)];
  return firstFault(together(first, arithmetic) ? second : first, arithmetic);
}

function together(list: readonly WithClaim[], arithmetic: Pick<Arithmetic, 'vanishes'>): boolean {
  return allHold(
    list.map(({ claim }) => claim),
    arithmetic,
  );
}
