/** Linear equations over the group, to which every proof reduces (spec §3). @module */
import { type Element, type EncodedScalar, encodeScalar } from './group.ts';

/**
 * List of equations: the sum of factor * scalar * element over the terms of an equation must be the identity.
 * Kept in flat arrays, because a batch has a hundred thousand terms.
 */
export class Equations {
  #records = new Int32Array(4 * 64);
  #scalars = new Uint8Array(32 * 64);
  #terms = 0;
  readonly #numbers = new Map<Element, number>();
  /** Number of equations. */
  count = 0;

  /** Starts the next equation. */
  next(): this {
    this.count += 1;
    return this;
  }

  /** Adds a term to the last equation. The factor is a small integer of either sign. */
  plus(factor: number, scalar: EncodedScalar, element: Element): this {
    if (32 * this.#terms === this.#scalars.length) this.#grow();
    let number = this.#numbers.get(element);
    if (number === undefined) this.#numbers.set(element, (number = this.#numbers.size));
    const at = 4 * this.#terms;
    this.#records[at] = number;
    this.#records[at + 1] = this.count - 1;
    this.#records[at + 3] = factor;
    this.#scalars.set(scalar, 32 * this.#terms);
    this.#terms += 1;
    return this;
  }

  /** Returns each element object once, in order of first use. */
  get elements(): Element[] {
    return [...this.#numbers.keys()];
  }

  /** Returns four words per term: number of the element, number of the equation, 0, and the factor. */
  get records(): Int32Array {
    return this.#records.subarray(0, 4 * this.#terms);
  }

  /** Returns the scalars of all terms, 32 bytes each. */
  get scalars(): Uint8Array {
    return this.#scalars.subarray(0, 32 * this.#terms);
  }

  #grow(): void {
    const records = new Int32Array(2 * this.#records.length);
    records.set(this.#records);
    this.#records = records;
    const scalars = new Uint8Array(2 * this.#scalars.length);
    scalars.set(this.#scalars);
    this.#scalars = scalars;
  }
}

/** Function that adds the equations of a statement. The statement is true iff all of them hold. */
export type Claim = (equations: Equations) => void;

export const scalarOne: EncodedScalar = encodeScalar(1n);
