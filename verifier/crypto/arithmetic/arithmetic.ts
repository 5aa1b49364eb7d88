/** The two ways to compute with ballots; both give the same answers (spec §2.2, §2.3, §3.5). @module */
import type { Refusal } from '../bytes.ts';
import type { Equations } from '../equations.ts';
import type { Decode, Element, EncodedScalar } from '../group.ts';

export type ArithmeticName = 'noble' | 'wasm';

export interface Arithmetic {
  readonly name: ArithmeticName;
  /** An element to be decoded later, with others: until then its bytes are all that can be asked. */
  readonly defer: Decode;
  /** Whether `settle` is faster with hints. */
  readonly takesHints: boolean;
  /**
   * Decodes what was deferred, the identity refused. For each list the refusal that comes first. `hints`, by list, are
   * advice of an untrusted source, 32 bytes an element (§8.9): they change no answer.
   */
  settle(
    lists: readonly (readonly Element[])[],
    hints?: readonly (Uint8Array | undefined)[],
  ): (Refusal | undefined)[];
  /** Decodes what was deferred, the identity allowed. The refusal that comes first. */
  settleSums(elements: readonly Element[]): Refusal | undefined;
  /** The sum of each list; none is empty. */
  sums(lists: readonly (readonly Element[])[]): Element[];
  /** Makes the encodings of computed elements, all at once, before they are asked for one by one. */
  encode(elements: readonly Element[]): void;
  /** SHA-512 of each message, as a little-endian integer mod q (§2.3). */
  hashToScalars(messages: readonly Uint8Array[]): EncodedScalar[];
  /** Whether the sum of all equations is the identity, each times its weight of 16 bytes, little-endian. */
  vanishes(equations: Equations, weights: Uint8Array): boolean;
  /** Elements as bytes for another thread that uses the same arithmetic. */
  pack(elements: readonly Element[]): Uint8Array;
  unpack(bytes: Uint8Array): Element[];
}
