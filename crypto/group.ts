/** The group ristretto255 and its scalars (spec §2.2, RFC 9496). The only importer of its implementation. @module */

import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { randomBytes } from './random.ts';

const Point = ristretto255.Point;
const Fn = Point.Fn;

/** A group element. Made only by this module: decoded canonically or computed. */
export type Element = typeof Point.BASE;
/** An integer modulo `q`, 0 <= s < q. */
export type Scalar = bigint;

export const q: bigint = Fn.ORDER;
export const G: Element = Point.BASE.precompute(8, false);
export const identity: Element = Point.ZERO;

export const SCALAR_LENGTH = 32;
export const ELEMENT_LENGTH = 32;

export const add = (a: Scalar, b: Scalar): Scalar => Fn.add(a, b);
export const subtract = (a: Scalar, b: Scalar): Scalar => Fn.sub(a, b);
export const times = (a: Scalar, b: Scalar): Scalar => Fn.mul(a, b);
export const invert = (a: Scalar): Scalar => Fn.inv(a);
export const negate = (a: Scalar): Scalar => Fn.neg(a);
export const scalarOf = (value: number): Scalar => Fn.create(BigInt(value));

/** k P for a secret k: constant-time-minded. Zero is allowed. */
export function multiply(p: Element, k: Scalar): Element {
  return k === 0n || p.is0() ? identity : p.multiply(k);
}

/**
 * k P for a long-lived secret k and a point chosen by others: k is split afresh into two random summands,
 * because the library blinds only the base point's multiplication.
 */
export function multiplySplit(p: Element, k: Scalar): Element {
  const r = randomScalar();
  return multiply(p, subtract(k, r)).add(multiply(p, r));
}

/** k P in variable time: every input must be public. */
export function multiplyPublic(p: Element, k: Scalar): Element {
  return p.multiplyUnsafe(k);
}

/** Makes later multiplications of this very object faster (a table of 8-bit windows); gives it back. */
export const prepare = (p: Element): Element => p.precompute(8, false);

export function sum(elements: Iterable<Element>): Element {
  let total = identity;
  for (const element of elements) total = total.add(element);
  return total;
}

export const encodeElement = (p: Element): Uint8Array => p.toBytes();

/** 32 bytes to an element; throws if not canonical (RFC 9496 §4.3.1). The identity is accepted. */
export function decodeElementOrIdentity(bytes: Uint8Array): Element {
  if (bytes.length !== ELEMENT_LENGTH) throw new Error('element: not 32 bytes');
  try {
    return Point.fromBytes(bytes);
  } catch {
    throw new Error('element: not a canonical encoding');
  }
}

/** 32 bytes to an element; throws if not canonical or the identity. */
export function decodeElement(bytes: Uint8Array): Element {
  const element = decodeElementOrIdentity(bytes);
  if (element.is0()) throw new Error('element: the identity');
  return element;
}

/** 32 bytes, little-endian. */
export function encodeScalar(s: Scalar): Uint8Array {
  return Fn.toBytes(s);
}

/** 32 bytes to a scalar; throws if q or above. */
export function decodeScalar(bytes: Uint8Array): Scalar {
  if (bytes.length !== SCALAR_LENGTH) throw new Error('scalar: not 32 bytes');
  const value = littleEndian(bytes);
  if (value >= q) throw new Error('scalar: not reduced');
  return value;
}

/** Gives the 32 bytes back; throws if they are no scalar. */
export function checkScalar(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== SCALAR_LENGTH || bytes[31]! >= 0x10) decodeScalar(bytes); // q = 2^252 + …: few pass here
  return bytes;
}

/** 64 uniform bytes to a scalar without bias, as a little-endian integer mod q. */
export function reduce(bytes: Uint8Array): Scalar {
  if (bytes.length !== 64) throw new Error('not 64 bytes');
  return Fn.create(littleEndian(bytes));
}

/** 64 uniform bytes to an element of unknown logarithm (RFC 9496 §4.3.4). */
export function deriveElement(bytes: Uint8Array): Element {
  return ristretto255_hasher.deriveToCurve!(bytes);
}

/** A fresh uniform scalar other than zero. */
export function randomScalar(): Scalar {
  const s = reduce(randomBytes(64));
  return s === 0n ? randomScalar() : s;
}

function littleEndian(bytes: Uint8Array): bigint {
  let hex = '0x';
  for (let i = bytes.length - 1; i >= 0; i--) hex += bytes[i]!.toString(16).padStart(2, '0');
  return BigInt(hex);
}
