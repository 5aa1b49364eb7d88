/**
 * Batch verification of proofs of vectors of bits (spec §7.4, "Together"), as a whole in the kernel. It is fast and can
 * only say that all proofs of a batch hold; which one does not, and why, is found with the equations (spec §3.5).
 * @module
 */

import {
  ENCODING_LENGTH,
  KernelInstance,
  POINT_LENGTH,
  regions,
  SCALAR_LENGTH,
  unpackPoints,
  windowWidth,
  WEIGHT_LENGTH,
  type Point,
} from './instance.ts';

/** Relation of bits: the lead plus the sum of coefficient times bit over `terms` is `max`. */
export interface VectorRelation {
  readonly lead: number;
  readonly max: number;
  readonly terms: readonly { readonly bit: number; readonly coefficient: number }[];
}

/** Bits of a proof: the first n are in ciphertexts, of m in all. `free`: the bits that are no leads, ascending. */
export interface VectorLayout {
  readonly n: number;
  readonly m: number;
  readonly free: readonly number[];
  readonly relations: readonly VectorRelation[];
}

/** Encodings of the elements that all proofs share. `bits` and `squares`: H_i and H'_i, as many as the largest m. */
export interface VectorBases {
  readonly H: Uint8Array;
  readonly G: Uint8Array;
  readonly K: Uint8Array;
  readonly bits: readonly Uint8Array[];
  readonly squares: readonly Uint8Array[];
}

export interface BitVector {
  /** Position in the list of layouts. */
  readonly layout: number;
  /** Consecutive parts of 32 (2n + 6) bytes: pads and data in turns, X, B, A, E_1, E_2, R. */
  readonly elements: readonly Uint8Array[];
  /** Responses of the free bits, t, s, z: 32 bytes each. */
  readonly scalars: Uint8Array;
  /** Message whose SHA-512 is h. */
  readonly weightsMessage: Uint8Array;
  /** Returns the message whose hash is c, given h. */
  readonly challengeMessage: (h: Uint8Array) => Uint8Array;
}

/** Weights of a proof, w_1 to w_4. */
const WEIGHTS_LENGTH = 4 * WEIGHT_LENGTH;
const DIGEST_LENGTH = 64;
const SUM_LENGTH = 64;
/** Number of elements after the ciphertexts: X, B, A, E_1, E_2, R. */
const OTHERS = 6;

export class BitVectors {
  readonly #instance = new KernelInstance();
  readonly #layouts: readonly VectorLayout[];
  /** Layouts as words, one after another, and the offset of each in bytes. */
  readonly #words: Uint32Array;
  readonly #offsets: readonly number[];
  readonly #shared: readonly Uint8Array[];
  /** Largest m. */
  readonly #most: number;

  constructor(layouts: readonly VectorLayout[], { H, G, K, bits, squares }: VectorBases) {
    this.#layouts = layouts;
    this.#most = Math.max(0, ...layouts.map(({ m }) => m));
    if (bits.length !== this.#most || squares.length !== this.#most)
      throw new Error('as many generators as bits');
    const words = layouts.map(wordsOf);
    this.#words = Uint32Array.from(words.flat());
    let at = 0;
    this.#offsets = words.map(({ length }) => 4 * ((at += length) - length));
    this.#shared = [H, G, K, ...bits, ...squares];
  }

  /**
   * Returns whether all well-formed proofs hold, and which those are. A proof is not well-formed if an encoding is no
   * element or the identity, or a scalar is not below q. If a well-formed proof is wrong, the answer is wrongly true with
   * probability 2^-128. `randomWeights` returns that many fresh random bytes; it is called after all inputs are fixed.
   */
  verify(
    vectors: readonly BitVector[],
    randomWeights: (length: number) => Uint8Array,
  ): { readonly hold: boolean; readonly isWellFormed: readonly boolean[] } {
    const { exports } = this.#instance;
    const counts = vectors.map(({ layout }) => 2 * this.#layouts[layout]!.n + OTHERS);
    const own = total(counts);
    const shared = this.#shared.length;
    const count = shared + own;
    const padded = (count + 3) & ~3;
    const width = windowWidth(count);
    const messages = vectors.map(({ weightsMessage }) => weightsMessage);
    const [
      layouts,
      input,
      valid,
      points,
      coefficients,
      sums,
      scalars,
      weights,
      digests,
      c,
      f,
      out,
      digits,
      buckets,
      end,
    ] = regions(
      this.#instance.base,
      this.#words.byteLength,
      ENCODING_LENGTH * padded,
      padded,
      POINT_LENGTH * padded,
      SCALAR_LENGTH * padded,
      SUM_LENGTH * shared,
      total(vectors.map((vector) => vector.scalars.length)),
      WEIGHTS_LENGTH * vectors.length,
      DIGEST_LENGTH * vectors.length,
      SCALAR_LENGTH * vectors.length,
      SCALAR_LENGTH * this.#most,
      POINT_LENGTH,
      2 * exports.windows(width) * count,
      (POINT_LENGTH + 1) << (width - 1),
    );
    let memory = this.#instance.reserve(end);

    new Uint32Array(memory.buffer, layouts, this.#words.length).set(this.#words);
    let to = putAll(memory, input, this.#shared);
    for (const [i, { elements }] of vectors.entries()) {
      const from = to;
      to = putAll(memory, to, elements);
      if (to !== from + ENCODING_LENGTH * counts[i]!) throw new Error('elements of another length');
    }
    memory.fill(0, to, input + ENCODING_LENGTH * padded);
    exports.decode(points, valid, input, padded);
    if (!areElements(memory, { valid, input }, 0, shared)) throw new Error('a base is no element');

    memory = this.#hash('hashes', digests, messages, end);
    const challenges = vectors.map(({ challengeMessage }, i) =>
      challengeMessage(memory.slice(digests + DIGEST_LENGTH * i, digests + DIGEST_LENGTH * (i + 1))),
    );
    memory = this.#hash('hashToScalars', c, challenges, end);

    memory.set(randomWeights(WEIGHTS_LENGTH * vectors.length), weights);
    memory.fill(0, coefficients, coefficients + SCALAR_LENGTH * padded);
    memory.fill(0, sums, sums + SUM_LENGTH * shared);
    let [element, scalar] = [shared, scalars];
    const isWellFormed = vectors.map((vector, i) => {
      const [first, scalarsAt] = [element, scalar];
      element += counts[i]!;
      scalar = putAll(memory, scalar, [vector.scalars]);
      const { free } = this.#layouts[vector.layout]!;
      if (vector.scalars.length !== SCALAR_LENGTH * (free.length + 3))
        throw new Error('scalars of another length');
      if (!areElements(memory, { valid, input }, first, element)) return false;
      return (
        exports.bitVector(
          layouts + this.#offsets[vector.layout]!,
          scalarsAt,
          digests + DIGEST_LENGTH * i,
          c + SCALAR_LENGTH * i,
          weights + WEIGHTS_LENGTH * i,
          coefficients + SCALAR_LENGTH * first,
          sums,
          this.#most,
          f,
        ) === 1
      );
    });
    exports.reduceSums(coefficients, sums, shared);
    exports.combine(out, points, coefficients, count, width, digits, buckets);
    this.#points = points + POINT_LENGTH * shared;
    return { hold: exports.isIdentity(out) === 1, isWellFormed };
  }

  /** Address of the elements of the last batch. */
  #points = 0;

  /**
   * Returns `count` elements of the last batch, from number `first` on, in the order of its bytes. Those of a proof that
   * is not well-formed are meaningless.
   */
  points(first: number, count: number): Point[] {
    return unpackPoints(this.packedPoints(first, count));
  }

  /** Returns the same elements, packed. */
  packedPoints(first: number, count: number): Uint8Array {
    const at = this.#points + POINT_LENGTH * first;
    return this.#instance.reserve(0).slice(at, at + POINT_LENGTH * count);
  }

  /** Hashes messages, for which the memory from `free` on is used. Returns the memory, which may have grown. */
  #hash(
    how: 'hashes' | 'hashToScalars',
    out: number,
    messages: readonly Uint8Array[],
    free: number,
  ): Uint8Array {
    const length = total(messages.map((message) => message.length));
    const [lengths, text, end] = regions(free, 4 * messages.length, length);
    const memory = this.#instance.reserve(end);
    new Uint32Array(memory.buffer, lengths, messages.length).set(messages.map((message) => message.length));
    putAll(memory, text, messages);
    this.#instance.exports[how](out, text, lengths, messages.length);
    return memory;
  }
}

/** Returns a layout as the kernel reads it (assembly/bit-vector.ts). */
const wordsOf = ({ n, m, free, relations }: VectorLayout): number[] => [
  n,
  m,
  free.length,
  relations.length,
  ...free,
  ...relations.flatMap(({ lead, max, terms }) => [
    lead,
    max,
    terms.length,
    ...terms.flatMap(({ bit, coefficient }) => [bit, coefficient]),
  ]),
];

/** Returns whether the encodings `from` to `to` are elements, and none is the identity. */
function areElements(
  memory: Uint8Array,
  { valid, input }: { readonly valid: number; readonly input: number },
  from: number,
  to: number,
): boolean {
  for (let i = from; i < to; i += 1) {
    if (memory[valid + i] !== 1) return false;
    const at = input + ENCODING_LENGTH * i;
    if (memory[at] === 0 && memory.subarray(at, at + ENCODING_LENGTH).every((byte) => byte === 0))
      return false;
  }
  return true;
}

/** Writes the parts one after another; returns the address after the last. */
function putAll(memory: Uint8Array, at: number, parts: readonly Uint8Array[]): number {
  let to = at;
  for (const part of parts) {
    memory.set(part, to);
    to += part.length;
  }
  return to;
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
