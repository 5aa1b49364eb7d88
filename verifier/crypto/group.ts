/** Group, elements and scalars (spec §2.2). All inputs here are public: variable time is safe. @module */
import { pippenger, mulAddUnsafe } from '@noble/curves/abstract/curve.js';
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { ParseFailure, type ByteReader } from './bytes.ts';
import { sentences } from '../findings/sentences.ts';

const { Point } = ristretto255;
type Point = InstanceType<typeof Point>;

/** Order of the group. */
export const q = Point.Fn.ORDER;

/** Integer from 0 to q - 1. Use `readScalar`, `decodeScalar`, `mod` or `invert` to make one. */
export type Scalar = bigint;

/**
 * Encoding of a scalar: 32 bytes, little-endian, below q. Scalars of proofs stay encoded, because they are
 * only used as factors of elements.
 */
export type EncodedScalar = Uint8Array;

export function mod(value: bigint): Scalar {
  const rest = value % q;
  return rest < 0n ? rest + q : rest;
}

export function invert(scalar: Scalar): Scalar {
  return Point.Fn.inv(scalar);
}

/** Element of the group. */
export interface Element {
  /** Encoding, 32 bytes. */
  readonly bytes: Uint8Array;
  plus(other: Element): Element;
  minus(other: Element): Element;
  equals(other: Element): boolean;
}

export type Decode = (encoding: Uint8Array) => Element;

/**
 * Element implemented with @noble/curves. Keeps the point or the encoding that it was given and computes the
 * other on demand.
 */
export class NobleElement implements Element {
  #point: Point | undefined;
  #bytes: Uint8Array | undefined;

  /** Requires a point or an encoding. */
  constructor(point: Point | undefined, bytes?: Uint8Array) {
    this.#point = point;
    this.#bytes = bytes;
  }

  /** Returns the point. Throws a ParseFailure if the bytes do not encode an element. */
  get point(): Point {
    this.#point ??= decodePoint(this.#bytes!);
    return this.#point;
  }

  get bytes(): Uint8Array {
    this.#bytes ??= this.#point!.toBytes();
    return this.#bytes;
  }

  get isIdentity(): boolean {
    return this.point.is0();
  }

  plus(other: Element): NobleElement {
    return new NobleElement(this.point.add(pointOf(other)));
  }

  minus(other: Element): NobleElement {
    return new NobleElement(this.point.subtract(pointOf(other)));
  }

  times(scalar: Scalar): NobleElement {
    return new NobleElement(this.point.multiplyUnsafe(scalar));
  }

  equals(other: Element): boolean {
    return this.point.equals(pointOf(other));
  }
}

function pointOf(element: Element): Point {
  return element instanceof NobleElement ? element.point : Point.fromBytes(element.bytes);
}

/** Returns the sum of scalar * element over all terms. */
export function combine(terms: Iterable<readonly [Element, Scalar]>): NobleElement {
  const points: Point[] = [];
  const scalars: Scalar[] = [];
  for (const [element, scalar] of terms) {
    points.push(pointOf(element));
    scalars.push(scalar);
  }
  // Pippenger's method is faster from about a hundred terms on; for fewer, interleaved digits are (measured).
  const sum = points.length < 100 ? mulAddUnsafe : pippenger;
  return new NobleElement(sum(Point, points, scalars));
}

/** Generator of the group. */
export const G = new NobleElement(Point.BASE);
export const identity = new NobleElement(Point.ZERO);

export function sumOf(elements: Iterable<Element>): NobleElement {
  let sum = identity;
  for (const element of elements) sum = sum.plus(element);
  return sum;
}

/** Decodes an element (RFC 9496 §4.3.1), for fields that allow the identity. */
export function decodeElementOrIdentity(encoding: Uint8Array): NobleElement {
  const bytes = encoding.slice(); // a view would keep the whole file in memory
  return new NobleElement(decodePoint(bytes), bytes);
}

/** Decodes an element (RFC 9496 §4.3.1) and rejects the identity. */
export function decodeElement(encoding: Uint8Array): NobleElement {
  if (isIdentityEncoding(encoding)) throw identityRefused();
  return decodeElementOrIdentity(encoding);
}

export function isIdentityEncoding(encoding: Uint8Array): boolean {
  return encoding[0] === 0 && encoding.every((byte) => byte === 0);
}

function decodePoint(bytes: Uint8Array): Point {
  try {
    return Point.fromBytes(bytes);
  } catch {
    throw notAnElement();
  }
}

export function notAnElement(): ParseFailure {
  return new ParseFailure(sentences.notAnElement());
}

export function identityRefused(): ParseFailure {
  return new ParseFailure(sentences.identityRefused());
}

export function readElement(reader: ByteReader): NobleElement {
  return decodeElement(reader.take(32));
}

export function readScalar(reader: ByteReader): Scalar {
  return decodeScalar(readEncodedScalar(reader));
}

export function readEncodedScalar(reader: ByteReader): EncodedScalar {
  const bytes = reader.take(32);
  if (bytes[31]! >= 0x10 && fromLittleEndian(bytes) >= q) throw new ParseFailure(sentences.scalarTooLarge()); // q has 253 bits
  return bytes;
}

export function decodeScalar(bytes: EncodedScalar): Scalar {
  return fromLittleEndian(bytes);
}

export function encodeScalar(scalar: Scalar): EncodedScalar {
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  for (let word = 0; word < 4; word += 1) view.setBigUint64(8 * word, scalar >> BigInt(64 * word), true);
  return bytes;
}

/** Decodes a little-endian integer of whole 8-byte words, for instance a hash. */
export function fromLittleEndian(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let value = 0n;
  for (let at = bytes.length - 8; at >= 0; at -= 8) value = (value << 64n) | view.getBigUint64(at, true);
  return value;
}

/** Derives an element from 64 bytes (RFC 9496 §4.3.4). */
export function deriveElement(bytes: Uint8Array): NobleElement {
  return new NobleElement(ristretto255_hasher.deriveToCurve!(bytes));
}
