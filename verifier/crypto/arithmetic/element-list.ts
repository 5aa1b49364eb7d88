/** List of elements in one of two forms. The other form is made on demand. @module */
import type { Element } from '../group.ts';

/** Part of an arithmetic that packs elements for another thread that uses the same arithmetic. */
export interface ElementPacker {
  /** Length in bytes of a packed element. */
  readonly packedBytes: number;
  pack(elements: readonly Element[]): Uint8Array;
  unpack(bytes: Uint8Array): Element[];
}

export class ElementList {
  readonly #packer: ElementPacker;
  #elements: readonly Element[] | undefined;
  #packed: Uint8Array | undefined;

  private constructor(packer: ElementPacker, elements?: readonly Element[], packed?: Uint8Array) {
    this.#packer = packer;
    this.#elements = elements;
    this.#packed = packed;
  }

  static of(packer: ElementPacker, elements: readonly Element[]): ElementList {
    return new ElementList(packer, elements);
  }

  /** Makes a list from bytes that the arithmetic packed. */
  static unpack(packer: ElementPacker, packed: Uint8Array): ElementList {
    return new ElementList(packer, undefined, packed);
  }

  /** Returns the elements `from` to `to - 1`. They share the memory of this list. */
  slice(from: number, to: number): ElementList {
    if (this.#elements) return ElementList.of(this.#packer, this.#elements.slice(from, to));
    const { packedBytes } = this.#packer;
    return ElementList.unpack(this.#packer, this.packed.subarray(packedBytes * from, packedBytes * to));
  }

  get elements(): readonly Element[] {
    this.#elements ??= this.#packer.unpack(this.#packed!);
    return this.#elements;
  }

  get packed(): Uint8Array {
    this.#packed ??= this.#packer.pack(this.#elements!);
    return this.#packed;
  }
}
