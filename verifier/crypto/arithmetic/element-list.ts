/** List of elements in one of two forms. The other form is made on demand. @module */
import type { Element } from '../group.ts';
import type { Arithmetic } from './arithmetic.ts';

export class ElementList {
  readonly #arithmetic: Arithmetic;
  #elements: readonly Element[] | undefined;
  #packed: Uint8Array | undefined;

  private constructor(arithmetic: Arithmetic, elements?: readonly Element[], packed?: Uint8Array) {
    this.#arithmetic = arithmetic;
    this.#elements = elements;
    this.#packed = packed;
  }

  static of(arithmetic: Arithmetic, elements: readonly Element[]): ElementList {
    return new ElementList(arithmetic, elements);
  }

  /** Makes a list from bytes that the arithmetic packed. */
  static unpack(arithmetic: Arithmetic, packed: Uint8Array): ElementList {
    return new ElementList(arithmetic, undefined, packed);
  }

  /** Returns the elements `from` to `to - 1`. They share the memory of this list. */
  slice(from: number, to: number): ElementList {
    if (this.#elements) return ElementList.of(this.#arithmetic, this.#elements.slice(from, to));
    const { packedBytes } = this.#arithmetic;
    return ElementList.unpack(this.#arithmetic, this.packed.subarray(packedBytes * from, packedBytes * to));
  }

  get elements(): readonly Element[] {
    this.#elements ??= this.#arithmetic.unpack(this.#packed!);
    return this.#elements;
  }

  get packed(): Uint8Array {
    this.#packed ??= this.#arithmetic.pack(this.#elements!);
    return this.#packed;
  }
}
