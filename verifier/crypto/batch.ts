/** Batch verification of claims (spec §3.5). @module */
import { randomBytes } from '@noble/hashes/utils.js';
import type { Arithmetic } from './arithmetic/arithmetic.ts';
import { noble } from './arithmetic/noble.ts';
import { type Claim, Equations } from './equations.ts';

/** Length of a weight in bytes. */
const WEIGHT_BYTES = 16;
/** Most bytes that the platform's random generator returns in one call. */
const MAX_RANDOM_BYTES = 65_536;

/**
 * Verifies a random linear combination of all equations. If an equation is wrong, the result is true with
 * probability 2^-128 at most (§3.5). The weights are drawn here, after all inputs are fixed, so that errors
 * cannot be made to cancel.
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
  return freshBytes(WEIGHT_BYTES * count);
}

/** Returns fresh random bytes, any number of them. */
export function freshBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += MAX_RANDOM_BYTES) {
    bytes.set(randomBytes(Math.min(MAX_RANDOM_BYTES, length - at)), at);
  }
  return bytes;
}

/** Number of parts into which a failing list is divided. */
const SPLIT_PARTS = 16;

/** Object with a claim. The types that extend it add data which describe a failure of the claim. */
interface WithClaim {
  readonly claim: Claim;
}

/**
 * Returns the first claim of each list that does not hold, or undefined if all of a list hold (§3.5). A failing
 * batch is divided into many parts at once, not into halves. So if one list is wrong, few parts are verified
 * again; if all are wrong, each claim is verified in two or three sums. `isDoubtful`: a sum of all of them is not
 * tried, because it is unlikely to hold.
 */
export function firstFaults<T extends WithClaim>(
  lists: readonly (readonly T[])[],
  arithmetic: Pick<Arithmetic, 'vanishes'>,
  isDoubtful = false,
): (T | undefined)[] {
  const triesAll = !isDoubtful || lists.length <= 1;
  if (triesAll && listHolds(lists.flat(), arithmetic)) return lists.map(() => undefined);
  if (lists.length === 1) return [firstFault(lists[0]!, arithmetic)];
  const size = Math.ceil(lists.length / SPLIT_PARTS);
  const parts = Array.from({ length: Math.ceil(lists.length / size) }, (_, i) =>
    lists.slice(i * size, (i + 1) * size),
  );
  return parts.flatMap((part) => firstFaults(part, arithmetic));
}

/** Finds the first wrong claim of a list. Requires that the list as a whole does not hold. */
function firstFault<T extends WithClaim>(list: readonly T[], arithmetic: Pick<Arithmetic, 'vanishes'>): T {
  if (list.length === 1) return list[0]!;
  const half = list.length >> 1;
  const [first, second] = [list.slice(0, half), list.slice(half)];
  return firstFault(listHolds(first, arithmetic) ? second : first, arithmetic);
}

function listHolds(list: readonly WithClaim[], arithmetic: Pick<Arithmetic, 'vanishes'>): boolean {
  return allHold(
    list.map(({ claim }) => claim),
    arithmetic,
  );
}
