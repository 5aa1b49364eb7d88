/** The WebAssembly kernel, which knows no election: the one thing that the verifier shares with crypto/. @module */
import { Kernel, POINT_LENGTH } from '#crypto/arithmetic/kernel.ts';
import { concat, type Refusal, same } from '../bytes.ts';
import type { Equations } from '../equations.ts';
import {
  type Decode,
  type Element,
  type EncodedScalar,
  identityRefused,
  isIdentityEncoding,
  notAnElement,
} from '../group.ts';
import { times } from '../proofs.ts';
import type { Arithmetic } from './arithmetic.ts';

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

  readonly defer: Decode = (encoding) => new KernelElement(this.#kernel, encoding, undefined);

  settle(lists: readonly (readonly Element[])[]): (Refusal | undefined)[] {
    const { points, valid } = this.#kernel.decode(lists.flatMap((list) => list.map(({ bytes }) => bytes)));
    let at = 0;
    return lists.map((list) => {
      let first: Refusal | undefined;
      for (const element of list as readonly KernelElement[]) {
        if (isIdentityEncoding(element.bytes)) first ??= identityRefused();
        else if (valid[at] !== 1) first ??= notAnElement();
        element.decoded(points.subarray(POINT_LENGTH * at, POINT_LENGTH * (at + 1)));
        at += 1;
      }
      return first;
    });
  }

  sums(lists: readonly (readonly Element[])[]): Element[] {
    const points = lists.map((list) => this.#kernel.sum(list.map((element) => this.#pointOf(element))));
    const encodings = this.#kernel.encode(points);
    return points.map((point, i) => new KernelElement(this.#kernel, encodings[i], point));
  }

  hashToScalars(messages: readonly Uint8Array[]): EncodedScalar[] {
    const scalars = this.#kernel.hashToScalars(messages);
    return messages.map((_, i) => scalars.subarray(32 * i, 32 * (i + 1)));
  }

  vanishes({ equations, factors, scalars, elements }: Equations, weights: Uint8Array): boolean {
    const numbers = new Map<Element, number>();
    const places = elements.map((element) => {
      const known = numbers.get(element);
      if (known !== undefined) return known;
      numbers.set(element, numbers.size);
      return numbers.size - 1;
    });
    const points = Array.from(numbers.keys(), (element) => this.#pointOf(element));
    return this.#kernel.vanishes(points, { elements: places, equations, factors, scalars }, weights);
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
