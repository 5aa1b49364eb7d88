/** Batch of proofs of vectors of bits in the memory of the kernel (spec §7.4, "Together"). @module */

import { elementsOf, OTHERS, type BitVector, type SharedParts } from './bit-vector.ts';
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

/** Proof of a batch, and the places of its parts in the memory. */
interface PlacedProof {
  readonly vector: BitVector;
  /** Offset of its layout in bytes. */
  readonly layout: number;
  /** Number of its first element, of which there are `count`. The shared elements are not counted. */
  readonly first: number;
  readonly count: number;
  /** Offset of its scalars in bytes. */
  readonly scalars: number;
}

/** Batch that is decoded and hashed. It is gone when the next one is made in the same instance. */
export class VectorBatch {
  readonly #kernel: KernelInstance;
  readonly #shared: SharedParts;
  readonly #proofs: readonly PlacedProof[];
  readonly #at: ReturnType<typeof addressesOf>;

  /** Copies the proofs into the memory, decodes their elements, and computes h and c of each. */
  constructor(kernel: KernelInstance, shared: SharedParts, vectors: readonly BitVector[]) {
    this.#kernel = kernel;
    this.#shared = shared;
    let [elements, scalars] = [0, 0];
    this.#proofs = vectors.map((vector) => {
      const { layout, offset } = shared.layoutAt(vector.layout);
      const count = elementsOf(layout);
      if (lengthOf(vector.elements) !== ENCODING_LENGTH * count)
        throw new Error('elements of another length');
      if (vector.scalars.length !== SCALAR_LENGTH * (layout.free.length + 3))
        throw new Error('scalars of another length');
      const proof = { vector, layout: offset, first: elements, count, scalars };
      elements += count;
      scalars += vector.scalars.length;
      return proof;
    });
    this.#at = addressesOf(kernel, shared, { proofs: vectors.length, elements, scalars });
    this.#put(elements);
    this.#hash();
  }

  #put(count: number): void {
    const { layouts, input, points, valid, scalars, end } = this.#at;
    const { words, elements } = this.#shared;
    const vectors = this.#proofs.map(({ vector }) => vector);
    const responses = vectors.map((vector) => vector.scalars);
    const memory = this.#kernel.reserve(end);
    new Uint32Array(memory.buffer, layouts, words.length).set(words);
    putAll(memory, scalars, responses);
    const to = putAll(memory, input, [...elements, ...vectors.flatMap((vector) => vector.elements)]);
    const padded = multipleOfFour(elements.length + count);
    memory.fill(0, to, input + ENCODING_LENGTH * padded);
    this.#kernel.exports.decode(points, valid, input, padded);
    if (!this.#areElements(0, elements.length)) throw new Error('a base is no element');
  }

  #hash(): void {
    const { digests, challenges } = this.#at;
    this.#hashAll(
      'hashes',
      digests,
      this.#proofs.map(({ vector }) => vector.weightsMessage),
    );
    const memory = this.#kernel.reserve(0);
    const messages = this.#proofs.map(({ vector }, i) => {
      const at = digests + DIGEST_LENGTH * i;
      return vector.challengeMessage(memory.slice(at, at + DIGEST_LENGTH));
    });
    this.#hashAll('hashToScalars', challenges, messages);
  }

  /** Hashes messages, for which the memory after the batch is used. */
  #hashAll(how: 'hashes' | 'hashToScalars', out: number, messages: readonly Uint8Array[]): void {
    const [lengths, text, end] = regions(this.#at.end, 4 * messages.length, lengthOf(messages));
    const memory = this.#kernel.reserve(end);
    new Uint32Array(memory.buffer, lengths, messages.length).set(messages.map((message) => message.length));
    putAll(memory, text, messages);
    this.#kernel.exports[how](out, text, lengths, messages.length);
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
    const proofs = this.#proofs.slice(from, to);
    const first = proofs[0]?.first ?? 0;
    const count = proofs.reduce((sum, own) => sum + own.count, shared);
    const width = windowWidth(count);
    const [digits, buckets, end] = regions(
      this.#at.end,
      2 * exports.windows(width) * count,
      (POINT_LENGTH + 1) << (width - 1),
    );
    const memory = this.#kernel.reserve(end);
    const pointsAt = points + POINT_LENGTH * first;
    const coefficientsAt = coefficients + SCALAR_LENGTH * first;

    memory.set(randomWeights(WEIGHTS_LENGTH * proofs.length), weights);
    memory.fill(0, coefficientsAt, coefficientsAt + SCALAR_LENGTH * count);
    memory.fill(0, sums, sums + SUM_LENGTH * shared);
    const isWellFormed = proofs.map((proof, i) => this.#weigh(proof, from + i, weights + WEIGHTS_LENGTH * i));
    exports.reduceSums(coefficientsAt, sums, shared);

    // The shared points must be next to those of the group. They replace other points there until the sum is made.
    const replaced = memory.slice(pointsAt, pointsAt + POINT_LENGTH * shared);
    memory.copyWithin(pointsAt, points, points + POINT_LENGTH * shared);
    exports.combine(out, pointsAt, coefficientsAt, count, width, digits, buckets);
    memory.set(replaced, pointsAt);
    return { vanishes: exports.isIdentity(out) === 1, isWellFormed };
  }

  /** Adds proof number i to the sum. Returns false, and adds nothing, if it is not well-formed. */
  #weigh({ layout, first, count, scalars }: PlacedProof, i: number, weights: number): boolean {
    const at = this.#at;
    const { elements, most } = this.#shared;
    const from = elements.length + first;
    return (
      this.#areElements(from, from + count) &&
      this.#kernel.exports.bitVector(
        at.layouts + layout,
        at.scalars + scalars,
        at.digests + DIGEST_LENGTH * i,
        at.challenges + SCALAR_LENGTH * i,
        weights,
        at.coefficients + SCALAR_LENGTH * from,
        at.sums,
        most,
        at.responses,
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

  /** Returns pads and data of a proof in turns, packed. */
  packedCiphertexts(position: number): Uint8Array {
    const proof = this.#proofs[position];
    if (!proof) throw new Error('no such proof');
    const at = this.#at.points + POINT_LENGTH * (this.#shared.elements.length + proof.first);
    return this.#kernel.reserve(0).slice(at, at + POINT_LENGTH * (proof.count - OTHERS));
  }
}

interface Counts {
  readonly proofs: number;
  /** Elements and bytes of scalars of all proofs. */
  readonly elements: number;
  readonly scalars: number;
}

/** Returns the addresses of the parts of a batch, and of the memory after it, which is used for one step at a time. */
function addressesOf(
  { base }: KernelInstance,
  { words, elements: { length: shared }, most }: SharedParts,
  { proofs, elements, scalars }: Counts,
) {
  const padded = multipleOfFour(shared + elements);
  const lengths = {
    layouts: words.byteLength,
    input: ENCODING_LENGTH * padded,
    valid: padded,
    points: POINT_LENGTH * padded,
    coefficients: SCALAR_LENGTH * padded,
    sums: SUM_LENGTH * shared,
    scalars,
    weights: WEIGHTS_LENGTH * proofs,
    digests: DIGEST_LENGTH * proofs,
    challenges: SCALAR_LENGTH * proofs,
    responses: SCALAR_LENGTH * most,
    out: POINT_LENGTH,
  };
  const addresses = regions(base, ...Object.values(lengths));
  const names = [...Object.keys(lengths), 'end'];
  return Object.fromEntries(names.map((name, i) => [name, addresses[i]])) as Record<
    keyof typeof lengths | 'end',
    number
  >;
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

/** Rounds up, because the kernel decodes four elements at once. */
const multipleOfFour = (count: number): number => (count + 3) & ~3;

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);
