/** Strict reader of binary messages (spec §2.1): each field once, in order, and nothing after the last. @module */

import {
  checkScalar,
  decodeElement,
  decodeElementOrIdentity,
  decodeScalar,
  type Element,
  type Scalar,
} from './group.ts';

/** Functions that decode the elements and scalars of a message, 32 bytes each. */
export interface Fields<E, S> {
  readonly element: (bytes: Uint8Array) => E;
  readonly scalar: (bytes: Uint8Array) => S;
}

/** Functions that decode elements and scalars for computation; they throw if the encoding is not canonical. */
export const decoded: Fields<Element, Scalar> = { element: decodeElement, scalar: decodeScalar };
/**
 * Functions that leave elements and scalars encoded. Scalars are checked; the caller must decode elements before use.
 */
export const encoded: Fields<Uint8Array, Uint8Array> = { element: (bytes) => bytes, scalar: checkScalar };

export class Reader {
  #offset = 0;
  readonly #source: Uint8Array;

  constructor(source: Uint8Array) {
    this.#source = source;
  }

  /** Returns the next `length` bytes as a view of the source; throws if there are fewer. */
  bytes(length: number): Uint8Array {
    const end = this.#offset + length;
    if (end > this.#source.length) throw new Error('message is too short');
    const out = this.#source.subarray(this.#offset, end);
    this.#offset = end;
    return out;
  }

  u8 = (): number => this.#unsigned(1);
  u16 = (): number => this.#unsigned(2);
  u32 = (): number => this.#unsigned(4);
  /** Reads eight bytes; throws if the number is above 2^53 - 1. */
  u64 = (): number => this.#unsigned(8);

  element = (): Element => decodeElement(this.bytes(32));
  elementOrIdentity = (): Element => decodeElementOrIdentity(this.bytes(32));
  scalar = (): Scalar => decodeScalar(this.bytes(32));

  /** Reads 32 bytes, an element or a scalar, and returns what `read` makes of them. */
  field = <T>(read: (bytes: Uint8Array) => T): T => read(this.bytes(32));

  /** Calls `read` `count` times; returns the values. */
  list<T>(count: number, read: () => T): T[] {
    return Array.from({ length: count }, read);
  }

  /** All bytes read so far, as a view of the source. */
  get consumed(): Uint8Array {
    return this.#source.subarray(0, this.#offset);
  }

  /** Throws unless everything was read: one trailing byte would make a second message with the same meaning. */
  end(): void {
    if (this.#offset !== this.#source.length) throw new Error('message is too long');
  }

  #unsigned(width: number): number {
    const value = this.bytes(width).reduce((total, byte) => total * 256 + byte, 0);
    if (!Number.isSafeInteger(value)) throw new Error('integer is too large');
    return value;
  }
}
