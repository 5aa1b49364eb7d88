/** The WebAssembly kernel, which knows no election: the one thing that the verifier shares with crypto/. @module */
import { Kernel, POINT_LENGTH } from '#crypto/arithmetic/kernel.ts';
import { concat, Refusal, same } from '../bytes.ts';
import { type Decode, type Element, identityRefused, notAnElement, writeScalar } from '../group.ts';
import { times } from '../proofs.ts';
import type { Arithmetic, Terms } from './arithmetic.ts';

/** Of one kernel; its point is there once it was decoded with the others of its message. */
class KernelElement implements Element {
  readonly #kernel: Kernel;
  #bytes: Uint8Array | undefined;
  #point: Uint8Array | undefined;

  constructor(kernel: Kernel, bytes: Uint8Array | undefined, point: Uint8Array | undefined) {
    this.#kernel = kernel;
    this.#bytes = bytes;
    this.#point = point;
  }

  get bytes(): Uint8Array {
    this.#bytes ??= this.#kernel.encode([this.point])[0]!;
    return this.#bytes;
  }

  get point(): Uint8Array {
    if (!this.#point) throw new Error('an element was used before it was decoded');
    return this.#point;
  }

  decoded(point: Uint8Array): void {
    this.#point = point;
  }

  plus(other: Element): Element {
    return this.#sum(pointOf(this.#kernel, other));
  }

  minus(other: Element): Element {
    return this.#sum(this.#kernel.negate(pointOf(this.#kernel, other)));
  }

  equals(other: Element): boolean {
    return same(this.bytes, other.bytes);
  }

  #sum(point: Uint8Array): Element {
    return new KernelElement(this.#kernel, undefined, this.#kernel.sum([this.point, point]));
  }
}

export class WasmArithmetic implements Arithmetic {
  readonly name = 'wasm';
  readonly #kernel = new Kernel();
  /** G and K, which come from the other implementation. */
  readonly #foreign = new WeakMap<Element, Uint8Array>();

  reading<T>(parse: (decode: Decode) => T): T {
    const read: KernelElement[] = [];
    const settle = (): void => this.#settle(read);
    let parsed: T;
    try {
      parsed = parse((encoding) => {
        const element = new KernelElement(this.#kernel, encoding, undefined);
        read.push(element);
        return element;
      });
    } catch (error) {
      if (error instanceof Refusal) settle(); // an element read before comes first
      throw error;
    }
    settle();
    return parsed;
  }

  #settle(read: readonly KernelElement[]): void {
    const { points, valid } = this.#kernel.decode(read.map(({ bytes }) => bytes));
    for (const [i, element] of read.entries()) {
      if (valid[i] !== 1) throw notAnElement();
      if (element.bytes.every((byte) => byte === 0)) throw identityRefused();
      element.decoded(points.subarray(POINT_LENGTH * i, POINT_LENGTH * (i + 1)));
    }
  }

  sums(lists: readonly (readonly Element[])[]): Element[] {
    const points = lists.map((list) => this.#kernel.sum(list.map((element) => this.#pointOf(element))));
    const encodings = this.#kernel.encode(points);
    return points.map((point, i) => new KernelElement(this.#kernel, encodings[i], point));
  }

  vanishes(terms: Terms): boolean {
    const scalars = new Uint8Array(32 * terms.length);
    for (const [i, [, scalar]] of terms.entries()) writeScalar(scalars, 32 * i, scalar);
    return this.#kernel.vanishes(
      terms.map(([element]) => this.#pointOf(element)),
      scalars,
    );
  }

  pack(elements: readonly Element[]): Uint8Array {
    return concat(...elements.map((element) => this.#pointOf(element)));
  }

  unpack(bytes: Uint8Array): Element[] {
    return times(bytes.length / POINT_LENGTH, (i) => {
      const point = bytes.subarray(POINT_LENGTH * i, POINT_LENGTH * (i + 1));
      return new KernelElement(this.#kernel, undefined, point);
    });
  }

  #pointOf(element: Element): Uint8Array {
    if (element instanceof KernelElement) return element.point;
    let point = this.#foreign.get(element);
    if (!point) this.#foreign.set(element, (point = pointOf(this.#kernel, element)));
    return point;
  }
}

function pointOf(kernel: Kernel, element: Element): Uint8Array {
  return element instanceof KernelElement ? element.point : kernel.decode([element.bytes]).points;
}
