/** Instance of the WebAssembly module, its memory, and the form of its points. @module */

import { kernelWasm } from './kernel-wasm.ts';

/** Group element in the kernel's form: 40 words of `words` from `at` on. Only the kernel makes and reads them. */
export interface Point {
  readonly words: Int32Array;
  readonly at: number;
}

export const POINT_LENGTH = 160;
const POINT_WORDS = POINT_LENGTH / 4;
export const ENCODING_LENGTH = 32;
export const SCALAR_LENGTH = 32;
export const WEIGHT_LENGTH = 16;
const PAGE = 65_536;

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
  hashes(out: number, messages: number, lengths: number, count: number): void;
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
  bitVector(
    layout: number,
    scalars: number,
    h: number,
    c: number,
    weights: number,
    coefficients: number,
    shared: number,
    most: number,
    f: number,
  ): number;
  reduceSums(out: number, sums: number, count: number): void;
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

/** Instance with its own memory; it must not be shared between threads. */
export class KernelInstance {
  readonly exports: Exports;
  /** Address from which on the memory is free. */
  readonly base: number;

  /**
   * Throws if WebAssembly or its vectors are missing. Compiles synchronously, which a browser allows in a worker only.
   */
  constructor() {
    const binary = Uint8Array.from(atob(kernelWasm), (digit) => digit.charCodeAt(0));
    const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;
    this.exports = new Instance(new Module(binary)).exports as Exports;
    this.base = align(this.exports.heapBase());
  }

  /** Copies points into the memory, which has room for them. */
  put(points: readonly Point[], at: number): void {
    const target = new Int32Array(this.exports.memory.buffer, at, POINT_WORDS * points.length);
    let to = 0;
    for (const { words, at: from } of points) {
      // A loop instead of set(), because a view of each point would cost more than its bytes.
      for (let i = from; i < from + POINT_WORDS; i += 1) target[to++] = words[i]!;
    }
  }

  /** Copies `count` points out of the memory. */
  take(at: number, count: number): Point[] {
    return unpackPoints(new Uint8Array(this.exports.memory.buffer, at, POINT_LENGTH * count).slice());
  }

  /** Grows the memory to hold `end` bytes; returns all of it. */
  reserve(end: number): Uint8Array {
    const { memory } = this.exports;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return new Uint8Array(memory.buffer);
  }
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

/** Returns the window width with the fewest additions: one for each point and three for each bucket. */
export function windowWidth(count: number): number {
  const cost = (width: number): number => Math.ceil(254 / width) * (count + 3 * 2 ** (width - 1));
  let best = 2;
  for (let width = 3; width <= 15; width += 1) if (cost(width) < cost(best)) best = width;
  return best;
}

/** Returns the start of each of several consecutive regions of memory, and the end of the last. */
export function regions<T extends number[]>(base: number, ...lengths: T): [...T, number] {
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
