/**
 * Fast back end for public data in WebAssembly (128-bit vectors): decoding of many encodings, sums, and batch
 * verification of linear equations. Its running time depends on its inputs. Therefore no function returns a multiple of
 * an element by a scalar, so that nobody can use it with a secret; secrets belong in crypto/group.ts.
 * @module
 */
import {
  ENCODING_LENGTH,
  KernelInstance,
  POINT_LENGTH,
  regions,
  SCALAR_LENGTH,
  WEIGHT_LENGTH,
  windowWidth,
  type Point,
} from './instance.ts';

export { packPoints, unpackPoints, windowWidth, type Point } from './instance.ts';

/** Linear equations, term by term: factor * scalar * point. */
export interface Terms {
  /**
   * Four words for each term: number of the point, number of the equation, a word for the kernel's use, a factor within
   * 2^31 - 1.
   */
  readonly records: Int32Array;
  /** 32 bytes for each term, little-endian, below q. */
  readonly scalars: Uint8Array;
}

/** Kernel with its own memory; it must not be shared between threads. */
export class Kernel {
  readonly #instance = new KernelInstance();

  /**
   * Decodes encodings of 32 bytes (RFC 9496 §4.3.1; the identity is an element here). `valid` has 1 for each encoding
   * of an element and 0 for every other, whose point is meaningless.
   */
  decode(encodings: readonly Uint8Array[]): { points: Point[]; valid: Uint8Array } {
    const count = encodings.length;
    const padded = (count + 3) & ~3;
    const [input, valid, points, end] = regions(
      this.#instance.base,
      ENCODING_LENGTH * padded,
      padded,
      POINT_LENGTH * padded,
    );
    const memory = this.#instance.reserve(end);
    putEncodings(memory, input, encodings, padded);
    this.#instance.exports.decode(points, valid, input, padded);
    return { points: this.#instance.take(points, count), valid: memory.slice(valid, valid + count) };
  }

  /** Encodes each point (RFC 9496 §4.3.2). */
  encode(points: readonly Point[]): Uint8Array[] {
    const count = points.length;
    const padded = (count + 3) & ~3;
    const [input, output, end] = regions(
      this.#instance.base,
      POINT_LENGTH * padded,
      ENCODING_LENGTH * padded,
    );
    const memory = this.#instance.reserve(end);
    this.#instance.put(points, input);
    memory.fill(0, input + POINT_LENGTH * count, input + POINT_LENGTH * padded);
    this.#instance.exports.encode(output, input, padded);
    return points.map((_, i) =>
      memory.slice(output + ENCODING_LENGTH * i, output + ENCODING_LENGTH * (i + 1)),
    );
  }

  /** Returns the sum of each list of points. */
  sums(lists: readonly (readonly Point[])[]): Point[] {
    const points = lists.flat();
    const [out, lengths, input, end] = regions(
      this.#instance.base,
      POINT_LENGTH * lists.length,
      4 * lists.length,
      POINT_LENGTH * points.length,
    );
    const memory = this.#instance.reserve(end);
    this.#instance.put(points, input);
    new Uint32Array(memory.buffer, lengths, lists.length).set(lists.map((list) => list.length));
    this.#instance.exports.sums(out, input, lengths, lists.length);
    return this.#instance.take(out, lists.length);
  }

  negate(point: Point): Point {
    const [input, out, end] = regions(this.#instance.base, POINT_LENGTH, POINT_LENGTH);
    this.#instance.reserve(end);
    this.#instance.put([point], input);
    this.#instance.exports.negate(out, input);
    return this.#instance.take(out, 1)[0]!;
  }

  isIdentity(point: Point): boolean {
    const [input, end] = regions(this.#instance.base, POINT_LENGTH);
    this.#instance.reserve(end);
    this.#instance.put([point], input);
    return this.#instance.exports.isIdentity(input) === 1;
  }

  /**
   * Returns whether the sum of all equations, each times its weight of 16 bytes, little-endian, is the identity. Terms
   * refer to `points` and `weights` by number.
   */
  vanishes(points: readonly Point[], { records, scalars }: Terms, weights: Uint8Array): boolean {
    const count = points.length;
    const terms = records.length / 4;
    if (scalars.length !== SCALAR_LENGTH * terms) throw new Error('as many scalars as terms');
    const width = windowWidth(count);
    const [out, input, coefficients, sums, termsAt, factors, scales, digits, buckets, end] = regions(
      this.#instance.base,
      POINT_LENGTH,
      POINT_LENGTH * count,
      SCALAR_LENGTH * count,
      2 * SCALAR_LENGTH * count,
      records.byteLength,
      scalars.length,
      weights.length,
      2 * this.#instance.exports.windows(width) * count,
      (POINT_LENGTH + 1) << (width - 1),
    );
    const memory = this.#instance.reserve(end);
    this.#instance.put(points, input);
    memory.set(weights, scales);
    memory.set(scalars, factors);
    const words = new Int32Array(memory.buffer, termsAt, records.length);
    words.set(records);
    for (let at = 0; at < words.length; at += 4) {
      if (!(isBelow(words[at]!, count) && isBelow(words[at + 1]!, weights.length / WEIGHT_LENGTH)))
        throw new Error('no such point or weight');
      if (words[at + 3] === -(2 ** 31)) throw new Error('a factor is out of range');
      words[at + 2] = at / 4;
    }
    this.#instance.exports.weigh(coefficients, count, termsAt, terms, scales, factors, sums);
    this.#instance.exports.combine(out, input, coefficients, count, width, digits, buckets);
    return this.#instance.exports.isIdentity(out) === 1;
  }

  /** Returns SHA-512 of each message as a little-endian integer mod q, 32 bytes each, concatenated. */
  hashToScalars(messages: readonly Uint8Array[]): Uint8Array {
    const length = messages.reduce((sum, message) => sum + message.length, 0);
    const [out, lengths, input, end] = regions(
      this.#instance.base,
      SCALAR_LENGTH * messages.length,
      4 * messages.length,
      length,
    );
    const memory = this.#instance.reserve(end);
    new Uint32Array(memory.buffer, lengths, messages.length).set(messages.map((message) => message.length));
    let at = input;
    for (const message of messages) {
      memory.set(message, at);
      at += message.length;
    }
    this.#instance.exports.hashToScalars(out, input, lengths, messages.length);
    return memory.slice(out, out + SCALAR_LENGTH * messages.length);
  }
}

/** Writes encodings one after another, and zeros up to the length of `padded` encodings. */
function putEncodings(
  memory: Uint8Array,
  at: number,
  encodings: readonly Uint8Array[],
  padded: number,
): void {
  let to = at;
  for (const encoding of encodings) {
    if (encoding.length !== ENCODING_LENGTH) throw new Error('an encoding has 32 bytes');
    memory.set(encoding, to);
    to += ENCODING_LENGTH;
  }
  memory.fill(0, to, at + ENCODING_LENGTH * padded);
}

function isBelow(value: number, bound: number): boolean {
  return value >= 0 && value < bound;
}
