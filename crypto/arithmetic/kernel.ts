/**
 * The fast back end for public data: many encodings decoded, sums, and linear equations checked at once, in
 * WebAssembly (128-bit vectors). Its running time depends on its inputs. Therefore no function gives a multiple of
 * an element by a scalar: what a secret would be used for cannot be had here. Secrets are for crypto/group.ts.
 * @module
 */
import { kernelWasm } from './kernel-wasm.ts';

/** An element as the kernel keeps it. Only the kernel makes and reads these bytes. */
export const POINT_LENGTH = 160;
const ENCODING_LENGTH = 32;
const SCALAR_LENGTH = 32;
const WEIGHT_LENGTH = 16;
const TERM_LENGTH = 16;
const PAGE = 65_536;

/** The terms of linear equations, in columns: factor * scalar * element. */
export interface KernelTerms {
  /** Number of the element, of the equation. */
  readonly elements: readonly number[];
  readonly equations: readonly number[];
  /** Integers of either sign, below 2^31. */
  readonly factors: readonly number[];
  /** 32 bytes each, little-endian, below q. */
  readonly scalars: readonly Uint8Array[];
}

/** What is used of WebAssembly: its types come with the DOM's, which this part is not written for. */
interface Engine {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  decode(points: number, valid: number, encodings: number, count: number): void;
  encode(encodings: number, points: number, count: number): void;
  sum(out: number, points: number, count: number): void;
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

/** One instance with its own memory; not to be shared between threads. */
export class Kernel {
  readonly #exports: Exports;
  readonly #base: number;

  /** Throws where WebAssembly or its vectors are missing. Compiles at once: in a browser, in a worker only. */
  constructor() {
    const binary = Uint8Array.from(atob(kernelWasm), (digit) => digit.charCodeAt(0));
    const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;
    this.#exports = new Instance(new Module(binary)).exports as Exports;
    this.#base = align(this.#exports.heapBase());
  }

  /**
   * Decodes 32 bytes each (RFC 9496 §4.3.1; the identity is an element here). `valid` has a 1 for each encoding that
   * is one, a 0 for each that is none; the points of those mean nothing.
   */
  decode(encodings: readonly Uint8Array[]): { points: Uint8Array; valid: Uint8Array } {
    const count = encodings.length;
    const padded = (count + 3) & ~3;
    const [input, valid, points, end] = regions(
      this.#base,
      ENCODING_LENGTH * padded,
      padded,
      POINT_LENGTH * padded,
    );
    const memory = this.#reserve(end);
    for (const [i, encoding] of encodings.entries()) {
      if (encoding.length !== ENCODING_LENGTH) throw new Error('an encoding has 32 bytes');
      memory.set(encoding, input + ENCODING_LENGTH * i);
    }
    memory.fill(0, input + ENCODING_LENGTH * count, input + ENCODING_LENGTH * padded);
    this.#exports.decode(points, valid, input, padded);
    return {
      points: memory.slice(points, points + POINT_LENGTH * count),
      valid: memory.slice(valid, valid + count),
    };
  }

  /** The encoding of each point (RFC 9496 §4.3.2). */
  encode(points: readonly Uint8Array[]): Uint8Array[] {
    const count = points.length;
    const padded = (count + 3) & ~3;
    const [input, output, end] = regions(this.#base, POINT_LENGTH * padded, ENCODING_LENGTH * padded);
    const memory = this.#reserve(end);
    this.#put(memory, points, input);
    memory.fill(0, input + POINT_LENGTH * count, input + POINT_LENGTH * padded);
    this.#exports.encode(output, input, padded);
    return points.map((_, i) =>
      memory.slice(output + ENCODING_LENGTH * i, output + ENCODING_LENGTH * (i + 1)),
    );
  }

  /** The sum of any number of points. */
  sum(points: readonly Uint8Array[]): Uint8Array {
    const [input, out, end] = regions(this.#base, POINT_LENGTH * points.length, POINT_LENGTH);
    const memory = this.#reserve(end);
    this.#put(memory, points, input);
    this.#exports.sum(out, input, points.length);
    return memory.slice(out, out + POINT_LENGTH);
  }

  negate(p: Uint8Array): Uint8Array {
    const [a, out, end] = regions(this.#base, POINT_LENGTH, POINT_LENGTH);
    const memory = this.#reserve(end);
    this.#put(memory, [p], a);
    this.#exports.negate(out, a);
    return memory.slice(out, out + POINT_LENGTH);
  }

  isIdentity(p: Uint8Array): boolean {
    const [a, end] = regions(this.#base, POINT_LENGTH);
    this.#put(this.#reserve(end), [p], a);
    return this.#exports.isIdentity(a) === 1;
  }

  /**
   * Whether the sum of all equations is the identity, each times its weight: 16 bytes, little-endian. Terms refer to
   * `points` and `weights` by number.
   */
  vanishes(points: readonly Uint8Array[], terms: KernelTerms, weights: Uint8Array): boolean {
    const { elements, equations, factors, scalars } = terms;
    const count = points.length;
    const width = windowWidth(count);
    const [out, input, coefficients, sums, records, multipliers, scales, digits, buckets, end] = regions(
      this.#base,
      POINT_LENGTH,
      POINT_LENGTH * count,
      SCALAR_LENGTH * count,
      2 * SCALAR_LENGTH * count,
      TERM_LENGTH * scalars.length,
      SCALAR_LENGTH * scalars.length,
      weights.length,
      2 * this.#exports.windows(width) * count,
      (POINT_LENGTH + 1) << (width - 1),
    );
    const memory = this.#reserve(end);
    this.#put(memory, points, input);
    memory.set(weights, scales);
    const words = new Int32Array(memory.buffer, records, 4 * scalars.length);
    for (let i = 0; i < scalars.length; i += 1) {
      const [element, equation, scalar] = [elements[i]!, equations[i]!, scalars[i]!];
      if (scalar.length !== SCALAR_LENGTH) throw new Error('a scalar has 32 bytes');
      if (!(element < count && WEIGHT_LENGTH * (equation + 1) <= weights.length))
        throw new Error('no such element or weight');
      words[4 * i] = element;
      words[4 * i + 1] = equation;
      words[4 * i + 2] = i;
      words[4 * i + 3] = factors[i]!;
      memory.set(scalar, multipliers + SCALAR_LENGTH * i);
    }
    this.#exports.weigh(coefficients, count, records, scalars.length, scales, multipliers, sums);
    this.#exports.combine(out, input, coefficients, count, width, digits, buckets);
    return this.#exports.isIdentity(out) === 1;
  }

  /** SHA-512 of each message, as a little-endian integer mod q: 32 bytes each, one after another. */
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

  #put(memory: Uint8Array, points: readonly Uint8Array[], at: number): void {
    for (const [i, point] of points.entries()) {
      if (point.length !== POINT_LENGTH) throw new Error('not a point of the kernel');
      memory.set(point, at + POINT_LENGTH * i);
    }
  }

  /** The whole memory, grown to hold `end` bytes. */
  #reserve(end: number): Uint8Array {
    const { memory } = this.#exports;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return new Uint8Array(memory.buffer);
  }
}

/** The width of the windows that takes the fewest additions: one for each point and three for each bucket. */
export function windowWidth(count: number): number {
  const cost = (width: number): number => Math.ceil(254 / width) * (count + 3 * 2 ** (width - 1));
  let best = 2;
  for (let width = 3; width <= 15; width += 1) if (cost(width) < cost(best)) best = width;
  return best;
}

/** Addresses one after another, then the end. */
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
