/**
 * Interface of the two implementations of ballot arithmetic, which give the same answers (spec §2.2, §2.3,
 * §3.5).
 * @module
 */
import type { VectorBases, VectorLayout } from '#crypto/arithmetic/bit-vector.ts';
import type { BitVectors } from '#crypto/arithmetic/bit-vectors.ts';
import type { ParseFailure } from '../bytes.ts';
import type { Equations } from '../equations.ts';
import type { Decode, Element, EncodedScalar } from '../group.ts';
import type { ElementList, ElementPacker } from './element-list.ts';

export type ArithmeticName = 'noble' | 'wasm';

export interface Arithmetic extends ElementPacker {
  readonly name: ArithmeticName;
  /** Makes an element that is decoded later, together with others. Until then only its bytes may be read. */
  readonly defer: Decode;
  /** Decodes deferred elements and rejects the identity. Returns the first failure of each list. */
  decodeDeferred(lists: readonly (readonly Element[])[]): (ParseFailure | undefined)[];
  /** Decodes deferred elements and allows the identity. Returns the first failure. */
  decodeSums(elements: readonly Element[]): ParseFailure | undefined;
  /** Returns the sum of each list. No list may be empty. */
  sums(lists: readonly (readonly Element[])[]): Element[];
  /** Returns the sums, place by place, of lists of the same length. They share no memory with the lists. */
  addLists(lists: readonly ElementList[]): ElementList;
  /** Encodes computed elements all at once, before their bytes are read one by one. */
  encode(elements: readonly Element[]): void;
  /** Returns SHA-512 of each message as a little-endian integer mod q (§2.3). */
  hashToScalars(messages: readonly Uint8Array[]): EncodedScalar[];
  /**
   * Multiplies each equation by its weight (16 bytes, little-endian), adds them all, and tells whether the sum
   * is the identity.
   */
  vanishes(equations: Equations, weights: Uint8Array): boolean;
  /** Makes the verifier of whole batches of ballot proofs. Absent if the arithmetic only verifies equations. */
  readonly makeBitVectors?: (layouts: readonly VectorLayout[], bases: VectorBases) => BitVectors;
}
