/**
 * Fast back end for public data in WebAssembly (128-bit vectors): decoding of many encodings, sums, and batch
 * verification of linear equations. Its running time depends on its inputs. Therefore no function returns a multiple of
 * an element by a scalar, so that nobody can use it with a secret; secrets belong in crypto/group.ts.
 * @module
 */
import { kernelWasm } from './kernel-wasm.ts';

/** Group element in the kernel's form: 40 words of `words` from `at` on. Only the kernel makes and reads them. */
export interface Point {
  readonly words: Int32Array;
  readonly at: number;
}

const POINT_LENGTH = 160;
const POINT_WORDS = POINT_LENGTH / 4;
const ENCODING_LENGTH = 32;
const SCALAR_LENGTH = 32;
const WEIGHT_LENGTH = 16;
const PAGE = 65_536;

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

/**
 * Members of WebAssembly that this file uses. The DOM's types declare WebAssembly, but this part does not load them.
 */
interface Engine {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  decode(points: number, valid: number, encodings: number, count: number): void;
  encode(encodings: number, points: number, count: number): void;
  sums(out: number, points: number, lengths: number, count: number): void;
  negate(out: number, p: number): void;
  isIdentity(p: number): number;
  hashToScalars(scalars: number, messages: number, lengths: number, count: number): void;
  weigh(
    out: number,
    count: number,
    terms: number,
    termCount: number,
    weights: number,
    scalars: number,
    sums: number,
  ): void;
  windows(width: number): number;
  combine(
    out: number,
    points: number,
    scalars: number,
    count: number,
    width: number,
    digits: number,
    buckets: number,
  ): void;
}

/** Instance of the WebAssembly module with its own memory; it must not be shared between threads. */
export class Kernel {
  readonly #exports: Exports;
  readonly #base: number;

  /**
   * Throws if WebAssembly or its vectors are missing. Compiles synchronously, which a browser allows in a worker only.
   */
  constructor() {
    const binary = Uint8Array.from(atob(kernelWasm), (digit) => digit.charCodeAt(0));
    const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;
    this.#exports = new Instance(new Module(binary)).exports as Exports;
    this.#base = align(this.#exports.heapBase());
  }

  /**
   * Decodes encodings of 32 bytes (RFC 9496 §4.3.1; the identity is an element here). `valid` has 1 for each encoding
   * of an element and 0 for every other, whose point is meaningless.
   */
  decode(encodings: readonly Uint8Array[]): { points: Point[]; valid: Uint8Array } {
    const count = encodings.length;
    const padded = (count + 3) & ~3;
    const [input, valid, points, end] = regions(
      this.#base,
      ENCODING_LENGTH * padded,
      padded,
      POINT_LENGTH * padded,
    );
    const memory = this.#reserve(end);
    putEncodings(memory, input, encodings, padded);
    this.#exports.decode(points, valid, input, padded);
    return { points: this.#take(points, count), valid: memory.slice(valid, valid + count) };
  }

  /** Encodes each point (RFC 9496 §4.3.2). */
  encode(points: readonly Point[]): Uint8Array[] {
    const count = points.length;
    const padded = (count + 3) & ~3;
    const [input, output, end] = regions(this.#base, POINT_LENGTH * padded, ENCODING_LENGTH * padded);
    const memory = this.#reserve(end);
    this.#put(points, input);
    memory.fill(0, input + POINT_LENGTH * count, input + POINT_LENGTH * padded);
    this.#exports.encode(output, input, padded);
    return points.map((_, i) =>
      memory.slice(output + ENCODING_LENGTH * i, output + ENCODING_LENGTH * (i + 1)),
    );
  }

  /** Returns the sum of each list of points. */
  sums(lists: readonly (readonly Point[])[]): Point[] {
    const points = lists.flat();
    const [out, lengths, input, end] = regions(
      this.#base,
      POINT_LENGTH * lists.length,
      4 * lists.length,
      POINT_LENGTH * points.length,
    );
    const memory = this.#reserve(end);
    this.#put(points, input);
    new Uint32Array(memory.buffer, lengths, lists.length).set(lists.map((list) => list.length));
    this.#exports.sums(out, input, lengths, lists.length);
    return this.#take(out, lists.length);
  }

  negate(point: Point): Point {
    const [input, out, end] = regions(this.#base, POINT_LENGTH, POINT_LENGTH);
    this.#reserve(end);
    this.#put([point], input);
    this.#exports.negate(out, input);
    return this.#take(out, 1)[0]!;
  }

  isIdentity(point: Point): boolean {
    const [input, end] = regions(this.#base, POINT_LENGTH);
    this.#reserve(end);
    this.#put([point], input);
    return this.#exports.isIdentity(input) === 1;
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
      this.#base,
      POINT_LENGTH,
      POINT_LENGTH * count,
      SCALAR_LENGTH * count,
      2 * SCALAR_LENGTH * count,
      records.byteLength,
      scalars.length,
      weights.length,
      2 * this.#exports.windows(width) * count,
      (POINT_LENGTH + 1) << (width - 1),
    );
    const memory = this.#reserve(end);
    this.#put(points, input);
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
    this.#exports.weigh(coefficients, count, termsAt, terms, scales, factors, sums);
    this.#exports.combine(out, input, coefficients, count, width, digits, buckets);
    return this.#exports.isIdentity(out) === 1;
  }

  /** Returns SHA-512 of each message as a little-endian integer mod q, 32 bytes each, concatenated. */
  hashToScalars(messages: readonly Uint8Array[]): Uint8Array {
    const length = messages.reduce((sum, message) => sum + message.length, 0);
    const [out, lengths, input, end] = regions(
      this.#base,
      SCALAR_LENGTH * messages.length,
      4 * messages.length,
      length,
    );
    const memory = this.#reserve(end);
    new Uint32Array(memory.buffer, lengths, messages.length).set(messages.map((message) => message.length));
    let at = input;
    for (const message of messages) {
      memory.set(message, at);
      at += message.length;
    }
    this.#exports.hashToScalars(out, input, lengths, messages.length);
    return memory.slice(out, out + SCALAR_LENGTH * messages.length);
  }

  /** Copies points into the memory, which has room for them. */
  #put(points: readonly Point[], at: number): void {
    const target = new Int32Array(this.#exports.memory.buffer, at, POINT_WORDS * points.length);
    let to = 0;
    for (const { words, at: from } of points) {
      // A loop instead of set(), because a view of each point would cost more than its bytes.
      for (let i = from; i < from + POINT_WORDS; i += 1) target[to++] = words[i]!;
    }
  }

  #take(at: number, count: number): Point[] {
    return unpackPoints(new Uint8Array(this.#exports.memory.buffer, at, POINT_LENGTH * count).slice());
  }

  /** Grows the memory to hold `end` bytes; returns all of it. */
  #reserve(end: number): Uint8Array {
    const { memory } = this.#exports;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return new Uint8Array(memory.buffer);
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

/** Packs points as bytes for another thread. */
export function packPoints(points: readonly Point[]): Uint8Array {
  const packed = new Int32Array(POINT_WORDS * points.length);
  for (const [i, { words, at }] of points.entries()) {
    packed.set(words.subarray(at, at + POINT_WORDS), POINT_WORDS * i);
  }
  return new Uint8Array(packed.buffer);
}

/** Unpacks points from another thread. They refer to the memory of `bytes`, without a copy. */
export function unpackPoints(bytes: Uint8Array): Point[] {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const points: Point[] = [];
  for (let at = 0; at < words.length; at += POINT_WORDS) points.push({ words, at });
  return points;
}

function isBelow(value: number, bound: number): boolean {
  return value >= 0 && value < bound;
}

/** Returns the window width with the fewest additions: one for each point and three for each bucket. */
export function windowWidth(count: number): number {
  const cost = (width: number): number => Math.ceil(254 / width) * (count + 3 * 2 ** (width - 1));
  let best = 2;
  for (let width = 3; width <= 15; width += 1) if (cost(width) < cost(best)) best = width;
  return best;
}

/** Returns the start of each of several consecutive regions of memory, and the end of the last. */
function regions<T extends number[]>(base: number, ...lengths: T): [...T, number] {
  let at = base;
  const starts = lengths.map((length) => {
    const start = at;
    at = align(at + length);
    return start;
  });
  return [...starts, at] as unknown as [...T, number];
}

function align(address: number): number {
  return (address + 15) & ~15;
}
