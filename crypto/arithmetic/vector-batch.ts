/** Batch of proofs of vectors of bits in the memory of the kernel (spec §7.4, "Together"). @module */

import { elementsOf, type BitVector, type SharedParts } from './bit-vector.ts';
import {
  ENCODING_LENGTH,
  POINT_LENGTH,
  regions,
  SCALAR_LENGTH,
  WEIGHT_LENGTH,
  windowWidth,
  type KernelInstance,
} from './instance.ts';

/** Weights of a proof, w_1 to w_4. */
const WEIGHTS_LENGTH = 4 * WEIGHT_LENGTH;
const DIGEST_LENGTH = 64;
const SUM_LENGTH = 64;

/** Consecutive proofs of a batch, `to` excluded. */
export interface Group {
  readonly from: number;
  readonly to: number;
}

/** Batch that is decoded and hashed. It is gone when the next one is made in the same instance. */
export class VectorBatch {
  readonly #kernel: KernelInstance;
  readonly #shared: SharedParts;
  readonly #vectors: readonly BitVector[];
  /** Numbers of the first element of each proof, and of all elements. The shared elements are not counted. */
  readonly #firsts: readonly number[];
  /** Addresses of the scalars of each proof. */
  readonly #scalars: readonly number[];
  readonly #at: ReturnType<typeof addressesOf>;

  /** Copies the proofs into the memory, decodes their elements, and computes their weights' base h and challenges c. */
  constructor(kernel: KernelInstance, shared: SharedParts, vectors: readonly BitVector[]) {
    this.#kernel = kernel;
    this.#shared = shared;
    this.#vectors = vectors;
    this.#firsts = starts(vectors.map(({ layout }) => elementsOf(shared.layouts[layout]!)));
    const scalars = starts(vectors.map((vector) => vector.scalars.length));
    this.#at = addressesOf(kernel, shared, {
      vectors: vectors.length,
      elements: this.#firsts.at(-1)!,
      scalars: scalars.at(-1)!,
    });
    this.#scalars = scalars.map((offset) => this.#at.scalars + offset);
    this.#decode();
    this.#putScalars();
    this.#hash();
  }

  #decode(): void {
    const { input, points, valid, layouts } = this.#at;
    const { words, elements } = this.#shared;
    const memory = this.#kernel.reserve(this.#at.end);
    new Uint32Array(memory.buffer, layouts, words.length).set(words);
    const first = putAll(memory, input, elements);
    let to = first;
    for (const [i, vector] of this.#vectors.entries()) {
      to = putAll(memory, to, vector.elements);
      if (to !== first + ENCODING_LENGTH * this.#firsts[i + 1]!)
        throw new Error('elements of another length');
    }
    const padded = multipleOfFour(elements.length + this.#firsts.at(-1)!);
    memory.fill(0, to, input + ENCODING_LENGTH * padded);
    this.#kernel.exports.decode(points, valid, input, padded);
    if (!this.#areElements(0, elements.length)) throw new Error('a base is no element');
  }

  #putScalars(): void {
    for (const { layout, scalars } of this.#vectors) {
      if (scalars.length !== SCALAR_LENGTH * (this.#shared.layouts[layout]!.free.length + 3))
        throw new Error('scalars of another length');
    }
    const all = this.#vectors.map(({ scalars }) => scalars);
    putAll(this.#kernel.reserve(0), this.#at.scalars, all);
  }

  #hash(): void {
    const { digests, challenges } = this.#at;
    this.#hashAll(
      'hashes',
      digests,
      this.#vectors.map(({ weightsMessage }) => weightsMessage),
    );
    const memory = this.#kernel.reserve(0);
    const messages = this.#vectors.map(({ challengeMessage }, i) => {
      const at = digests + DIGEST_LENGTH * i;
      return challengeMessage(memory.slice(at, at + DIGEST_LENGTH));
    });
    this.#hashAll('hashToScalars', challenges, messages);
  }

  /** Hashes messages, for which the memory after the batch is used. */
  #hashAll(how: 'hashes' | 'hashToScalars', out: number, messages: readonly Uint8Array[]): void {
    const lengths = messages.map((message) => message.length);
    const [lengthsAt, text, end] = regions(this.#at.end, 4 * messages.length, total(lengths));
    const memory = this.#kernel.reserve(end);
    new Uint32Array(memory.buffer, lengthsAt, messages.length).set(lengths);
    putAll(memory, text, messages);
    this.#kernel.exports[how](out, text, lengthsAt, messages.length);
  }

  /**
   * Returns whether the sum of the equations of a group vanishes, and which of its proofs are well-formed. The others
   * are left out. `randomWeights` returns that many fresh random bytes.
   */
  sum(
    { from, to }: Group,
    randomWeights: (length: number) => Uint8Array,
  ): { readonly vanishes: boolean; readonly isWellFormed: readonly boolean[] } {
    const { exports } = this.#kernel;
    const { points, coefficients, sums, weights, out } = this.#at;
    const shared = this.#shared.elements.length;
    const first = this.#firsts[from]!;
    const count = shared + this.#firsts[to]! - first;
    const width = windowWidth(count);
    const [digits, buckets, end] = regions(
      this.#at.end,
      2 * exports.windows(width) * count,
      (POINT_LENGTH + 1) << (width - 1),
    );
    const memory = this.#kernel.reserve(end);
    const pointsAt = points + POINT_LENGTH * first;
    const coefficientsAt = coefficients + SCALAR_LENGTH * first;

    memory.set(randomWeights(WEIGHTS_LENGTH * (to - from)), weights);
    memory.fill(0, coefficientsAt, coefficientsAt + SCALAR_LENGTH * count);
    memory.fill(0, sums, sums + SUM_LENGTH * shared);
    const isWellFormed = this.#vectors
      .slice(from, to)
      .map((_, i) => this.#weigh(from + i, weights + WEIGHTS_LENGTH * i));
    exports.reduceSums(coefficientsAt, sums, shared);

    // The shared points must be next to those of the group. They replace other points there until the sum is made.
    const replaced = memory.slice(pointsAt, pointsAt + POINT_LENGTH * shared);
    memory.copyWithin(pointsAt, points, points + POINT_LENGTH * shared);
    exports.combine(out, pointsAt, coefficientsAt, count, width, digits, buckets);
    memory.set(replaced, pointsAt);
    return { vanishes: exports.isIdentity(out) === 1, isWellFormed };
  }

  /** Adds a proof to the sum. Returns false, and adds nothing, if it is not well-formed. */
  #weigh(i: number, weights: number): boolean {
    const { layouts, digests, challenges, coefficients, sums, responses } = this.#at;
    const { offsets, elements, most } = this.#shared;
    const first = elements.length + this.#firsts[i]!;
    if (!this.#areElements(first, elements.length + this.#firsts[i + 1]!)) return false;
    return (
      this.#kernel.exports.bitVector(
        layouts + offsets[this.#vectors[i]!.layout]!,
        this.#scalars[i]!,
        digests + DIGEST_LENGTH * i,
        challenges + SCALAR_LENGTH * i,
        weights,
        coefficients + SCALAR_LENGTH * first,
        sums,
        most,
        responses,
      ) === 1
    );
  }

  /** Returns whether the encodings `from` to `to` are elements, and none is the identity. */
  #areElements(from: number, to: number): boolean {
    const { input, valid } = this.#at;
    const memory = this.#kernel.reserve(0);
    for (let i = from; i < to; i += 1) {
      if (memory[valid + i] !== 1) return false;
      const at = input + ENCODING_LENGTH * i;
      if (memory[at] === 0 && memory.subarray(at, at + ENCODING_LENGTH).every((byte) => byte === 0))
        return false;
    }
    return true;
  }

  /** Returns `count` elements of the proofs, packed, from number `first` on. */
  packedPoints(first: number, count: number): Uint8Array {
    const at = this.#at.points + POINT_LENGTH * (this.#shared.elements.length + first);
    return this.#kernel.reserve(0).slice(at, at + POINT_LENGTH * count);
  }
}

/** Returns the addresses of the parts of a batch, and of the memory after it, which is used for one step at a time. */
function addressesOf(
  { base }: KernelInstance,
  { words, elements: { length: shared }, most }: SharedParts,
  {
    vectors,
    elements,
    scalars,
  }: { readonly vectors: number; readonly elements: number; readonly scalars: number },
) {
  const padded = multipleOfFour(shared + elements);
  const [
    layouts,
    input,
    valid,
    points,
    coefficients,
    sums,
    scalarsAt,
    weights,
    digests,
    challenges,
    responses,
    out,
    end,
  ] = regions(
    base,
    words.byteLength,
    ENCODING_LENGTH * padded,
    padded,
    POINT_LENGTH * padded,
    SCALAR_LENGTH * padded,
    SUM_LENGTH * shared,
    scalars,
    WEIGHTS_LENGTH * vectors,
    DIGEST_LENGTH * vectors,
    SCALAR_LENGTH * vectors,
    SCALAR_LENGTH * most,
    POINT_LENGTH,
  );
  return {
    layouts,
    input,
    valid,
    points,
    coefficients,
    sums,
    scalars: scalarsAt,
    weights,
    digests,
    challenges,
    responses,
    out,
    end,
  };
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

/** Returns where each of several consecutive parts starts, and the length of all. */
function starts(lengths: readonly number[]): number[] {
  let at = 0;
  return [0, ...lengths.map((length) => (at += length))];
}

/** Rounds up, because the kernel decodes four elements at once. */
const multipleOfFour = (count: number): number => (count + 3) & ~3;

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
