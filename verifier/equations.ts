/** Linear equations over the group: what every proof comes down to (spec §3). @module */
import { type Element, type EncodedScalar, encodeScalar } from './group.ts';

/**
 * Equations, term after term: the sum of factor * scalar * element over the terms of one must be the identity. In
 * columns, because a batch has hundreds of thousands of terms.
 */
export class Equations {
  /** By term: which equation it belongs to, and its parts. The factor is a small integer of either sign. */
  readonly equations: number[] = [];
  readonly factors: number[] = [];
  readonly scalars: EncodedScalar[] = [];
  readonly elements: Element[] = [];
  /** How many equations there are. */
  count = 0;

  /** Begins the next equation. */
  next(): this {
    this.count += 1;
    return this;
  }

  /** Adds a term to the equation that was begun last. */
  plus(factor: number, scalar: EncodedScalar, element: Element): this {
    this.equations.push(this.count - 1);
    this.factors.push(factor);
    this.scalars.push(scalar);
    this.elements.push(element);
    return this;
  }
}

/** Something that is true iff some equations hold: it tells them. */
export type Claim = (equations: Equations) => void;

export const one: EncodedScalar = encodeScalar(1n);
