/**
 * Batch verification of claims about public values in the kernel. If all claims hold, it takes one multi-scalar
 * multiplication (spec §3.5).
 * @module
 */

import type { Kernel, Point } from '../arithmetic/kernel.ts';
import { encodeScalar, SCALAR_LENGTH } from '../group.ts';
import { randomBytes } from '../random.ts';
import type { KnowledgeProof } from './schnorr.ts';

/** Scalar, encoded in 32 bytes. */
type Bytes = Uint8Array;

const one: Bytes = encodeScalar(1n);
const WEIGHT_LENGTH = 16;
/** Maximal number of bytes that the platform's generator returns in one call. */
const MAX_RANDOM_BYTES = 65_536;

/** Returns that many fresh random bytes. */
export function randomWeights(length: number): Uint8Array {
  const weights = new Uint8Array(length);
  for (let at = 0; at < length; at += MAX_RANDOM_BYTES)
    weights.set(randomBytes(Math.min(MAX_RANDOM_BYTES, length - at)), at);
  return weights;
}

/**
 * List of equations, built term by term. An equation holds if the sum of factor * scalar * point over its terms is the
 * identity.
 */
export class Equations {
  readonly #numbers = new Map<Point, number>();
  readonly #records: number[] = [];
  readonly #scalars: Bytes[] = [];
  #count = 0;

  /** Starts the next equation. */
  next(): this {
    this.#count += 1;
    return this;
  }

  /** Adds a term to the current equation; the factor is a small integer of either sign. */
  plus(factor: number, scalar: Bytes, point: Point): this {
    const number = this.#numbers.get(point) ?? this.#numbers.size;
    this.#numbers.set(point, number);
    this.#records.push(number, this.#count - 1, 0, factor);
    this.#scalars.push(scalar);
    return this;
  }

  /**
   * Returns whether all equations hold. The answer is wrongly true with probability 2^-128. The weights are drawn here,
   * after everything else is fixed.
   */
  hold(kernel: Kernel): boolean {
    const weights = randomWeights(WEIGHT_LENGTH * this.#count);
    const scalars = new Uint8Array(SCALAR_LENGTH * this.#scalars.length);
    for (const [i, scalar] of this.#scalars.entries()) scalars.set(scalar, SCALAR_LENGTH * i);
    return kernel.vanishes(
      [...this.#numbers.keys()],
      { records: Int32Array.from(this.#records), scalars },
      weights,
    );
  }
}

/** Claim that is true if and only if certain equations hold; the function adds these equations. */
export type Claim = (equations: Equations) => void;

/** Returns the first claim of each list that fails, or undefined if all hold. The search halves the failing part. */
export function firstFailing<T extends { readonly claim: Claim }>(
  lists: readonly (readonly T[])[],
  kernel: Kernel,
): (T | undefined)[] {
  if (allHold(lists.flat(), kernel)) return lists.map(() => undefined);
  const half = lists.length >> 1;
  if (half > 0)
    return [lists.slice(0, half), lists.slice(half)].flatMap((part) => firstFailing(part, kernel));
  let failing = lists[0]!;
  while (failing.length > 1) {
    const first = failing.slice(0, failing.length >> 1);
    failing = allHold(first, kernel) ? failing.slice(first.length) : first;
  }
  return [failing[0]];
}

function allHold(list: readonly { readonly claim: Claim }[], kernel: Kernel): boolean {
  const equations = new Equations();
  for (const { claim } of list) claim(equations);
  return equations.hold(kernel);
}

/** Returns the claim z G = R + c X (§3.1). */
export function knowledgeClaim(
  { R, z }: KnowledgeProof<Point, Bytes>,
  c: Bytes,
  { G, X }: { readonly G: Point; readonly X: Point },
): Claim {
  return (equations) => equations.next().plus(1, z, G).plus(-1, one, R).plus(-1, c, X);
}
