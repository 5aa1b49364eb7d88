/** The two ways to compute with a ballot's elements; both give the same answers (spec §2.2, §3). @module */
import type { Decode, Element, Scalar } from '../group.ts';

export type ArithmeticName = 'noble' | 'wasm';

export type Terms = readonly (readonly [element: Element, scalar: Scalar])[];

export interface Arithmetic {
  readonly name: ArithmeticName;
  /**
   * Runs a parser whose elements may be decoded together afterwards: until it returns, their encodings are all that
   * can be asked. Throws the refusal that comes first in the order of reading.
   */
  reading<T>(parse: (decode: Decode) => T): T;
  /** The sum of each list; none is empty. */
  sums(lists: readonly (readonly Element[])[]): Element[];
  /** Whether the sum of scalar * element over all terms is the identity. */
  vanishes(terms: Terms): boolean;
  /** Elements of this arithmetic as bytes for another thread that uses the same one. */
  pack(elements: readonly Element[]): Uint8Array;
  unpack(bytes: Uint8Array): Element[];
}
