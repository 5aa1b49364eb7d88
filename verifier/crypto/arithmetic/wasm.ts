/**
 * Arithmetic with the WebAssembly kernel. The kernel contains no rules of elections; it is the only code that
 * the verifier shares with crypto/.
 * @module
 */
import type { VectorBases, VectorLayout } from '#crypto/arithmetic/bit-vector.ts';
import { BitVectors } from '#crypto/arithmetic/bit-vectors.ts';
import { POINT_LENGTH } from '#crypto/arithmetic/instance.ts';
import { Kernel, packPoints, type Point, unpackPoints } from '#crypto/arithmetic/kernel.ts';
import { type ParseFailure, equalBytes } from '../bytes.ts';
import type { Equations } from '../equations.ts';
import {
  type Decode,
  type Element,
  type EncodedScalar,
  identityRefused,
  isIdentityEncoding,
  notAnElement,
} from '../group.ts';
import type { Arithmetic } from './arithmetic.ts';
import { ElementList } from './element-list.ts';
import { PackedSums } from './packed-sums.ts';

/** Element of one kernel, made from a point or from an encoding that `decodeDeferred` or `decodeSums` decodes. */
class KernelElement implements Element {
  readonly #kernel: Kernel;
  #bytes: Uint8Array | undefined;
  #point: Point | undefined;

  constructor(kernel: Kernel, bytes: Uint8Array | undefined, point: Point | undefined) {
    this.#kernel = kernel;
    this.#bytes = bytes;
    this.#point = point;
  }

  get bytes(): Uint8Array {
    this.#bytes ??= this.#kernel.encode([this.point])[0]!;
    return this.#bytes;
  }

  get point(): Point {
    if (!this.#point) throw new Error('an element was used before it was decoded');
    return this.#point;
  }

  decoded(point: Point): void {
    this.#point = point;
  }

  encoded(bytes: Uint8Array): void {
    this.#bytes = bytes;
  }

  plus(other: Element): Element {
    return this.#sum(pointOf(this.#kernel, other));
  }

  minus(other: Element): Element {
    return this.#sum(this.#kernel.negate(pointOf(this.#kernel, other)));
  }

  equals(other: Element): boolean {
    return equalBytes(this.bytes, other.bytes);
  }

  #sum(point: Point): Element {
    return new KernelElement(this.#kernel, undefined, this.#kernel.sums([[this.point, point]])[0]);
  }
}

export class WasmArithmetic implements Arithmetic {
  readonly name = 'wasm';
  readonly #kernel = new Kernel();
  readonly #packedSums = new PackedSums();
  /** Points of elements of the reference implementation, such as G and K. */
  readonly #foreign = new WeakMap<Element, Point>();

  readonly defer: Decode = (encoding) => new KernelElement(this.#kernel, encoding, undefined);

  decodeDeferred(lists: readonly (readonly Element[])[]): (ParseFailure | undefined)[] {
    const encodings: Uint8Array[] = [];
    for (const list of lists) for (const { bytes } of list) encodings.push(bytes);
    const { points, valid } = this.#kernel.decode(encodings);
    let at = 0;
    return lists.map((list) => {
      let first: ParseFailure | undefined;
      for (const element of list as readonly KernelElement[]) {
        if (valid[at] !== 1) first ??= notAnElement();
        else if (isIdentityEncoding(encodings[at]!)) first ??= identityRefused();
        element.decoded(points[at]!);
        at += 1;
      }
      return first;
    });
  }

  decodeSums(elements: readonly Element[]): ParseFailure | undefined {
    const { points, valid } = this.#kernel.decode(elements.map(({ bytes }) => bytes));
    for (const [i, element] of (elements as readonly KernelElement[]).entries()) element.decoded(points[i]!);
    return valid.every((own) => own === 1) ? undefined : notAnElement();
  }

  sums(lists: readonly (readonly Element[])[]): Element[] {
    return this.#kernel
      .sums(lists.map((list) => this.#pointsOf(list)))
      .map((point) => new KernelElement(this.#kernel, undefined, point));
  }

  addLists(lists: readonly ElementList[]): ElementList {
    return ElementList.unpack(this, this.#packedSums.add(lists.map(({ packed }) => packed)));
  }

  encode(elements: readonly Element[]): void {
    const encodings = this.#kernel.encode(this.#pointsOf(elements));
    for (const [i, element] of (elements as readonly KernelElement[]).entries())
      element.encoded(encodings[i]!);
  }

  hashToScalars(messages: readonly Uint8Array[]): EncodedScalar[] {
    const scalars = this.#kernel.hashToScalars(messages);
    return messages.map((_, i) => scalars.subarray(32 * i, 32 * (i + 1)));
  }

  vanishes(equations: Equations, weights: Uint8Array): boolean {
    return this.#kernel.vanishes(this.#pointsOf(equations.elements), equations, weights);
  }

  readonly makeBitVectors = (layouts: readonly VectorLayout[], bases: VectorBases): BitVectors =>
    new BitVectors(layouts, bases);

  readonly packedBytes = POINT_LENGTH;

  pack(elements: readonly Element[]): Uint8Array {
    return packPoints(this.#pointsOf(elements));
  }

  unpack(bytes: Uint8Array): Element[] {
    return unpackPoints(bytes).map((point) => new KernelElement(this.#kernel, undefined, point));
  }

  /** Returns the points of elements. Decodes all new elements of the reference implementation at once. */
  #pointsOf(elements: readonly Element[]): Point[] {
    const isNew = (one: Element): boolean => !(one instanceof KernelElement || this.#foreign.has(one));
    const fresh = elements.filter(isNew);
    if (fresh.length > 0) {
      const { points } = this.#kernel.decode(fresh.map(({ bytes }) => bytes));
      for (const [i, element] of fresh.entries()) this.#foreign.set(element, points[i]!);
    }
    return elements.map((one) => (one instanceof KernelElement ? one.point : this.#foreign.get(one)!));
  }
}

function pointOf(kernel: Kernel, element: Element): Point {
  return element instanceof KernelElement ? element.point : kernel.decode([element.bytes]).points[0]!;
}
