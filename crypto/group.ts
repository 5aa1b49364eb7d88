/** Group ristretto255 and its scalars (spec §2.2, RFC 9496). No other file imports the implementation. @module */

import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { randomBytes } from './random.ts';

const Point = ristretto255.Point;
const Fn = Point.Fn;

/** Group element. Only this module makes elements: it decodes canonical encodings or computes new elements. */
export type Element = typeof Point.BASE;
/** Integer modulo `q`, 0 <= s < q. */
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

/** Returns k P for a secret k, by an algorithm designed for constant time. Zero is allowed. */
export function multiply(p: Element, k: Scalar): Element {
  return k === 0n || p.is0() ? identity : p.multiply(k);
}

/**
 * Returns k P for a long-lived secret k and a point chosen by others. k is split into two random summands, fresh for
 * each call, because the library blinds only multiplications of the base point.
 */
export function multiplySplit(p: Element, k: Scalar): Element {
  const r = randomScalar();
  return multiply(p, subtract(k, r)).add(multiply(p, r));
}

/** Returns k P in variable time: every input must be public. */
export function multiplyPublic(p: Element, k: Scalar): Element {
  return p.multiplyUnsafe(k);
}

/**
 * Precomputes a table of 8-bit windows, which makes later multiplications of this very object faster; returns the
 * object.
 */
export const prepare = (p: Element): Element => p.precompute(8, false);

export function sum(elements: Iterable<Element>): Element {
  let total = identity;
  for (const element of elements) total = total.add(element);
  return total;
}

export const encodeElement = (p: Element): Uint8Array => p.toBytes();

/** Decodes an element of 32 bytes; throws if not canonical (RFC 9496 §4.3.1). The identity is accepted. */
export function decodeElementOrIdentity(bytes: Uint8Array): Element {
  if (bytes.length !== ELEMENT_LENGTH) throw new Error('element: not 32 bytes');
  try {
    return Point.fromBytes(bytes);
  } catch {
    throw new Error('element: not a canonical encoding');
  }
}

/** Decodes an element of 32 bytes; throws if not canonical or the identity. */
export function decodeElement(bytes: Uint8Array): Element {
  const element = decodeElementOrIdentity(bytes);
  if (element.is0()) throw new Error('element: the identity');
  return element;
}

/** Encodes a scalar in 32 bytes, little-endian. */
export function encodeScalar(s: Scalar): Uint8Array {
  return Fn.toBytes(s);
}

/** Decodes a scalar of 32 bytes; throws if it is q or above. */
export function decodeScalar(bytes: Uint8Array): Scalar {
  if (bytes.length !== SCALAR_LENGTH) throw new Error('scalar: not 32 bytes');
  const value = littleEndian(bytes);
  if (value >= q) throw new Error('scalar: not reduced');
  return value;
}

/** Returns the bytes unchanged; throws if they are not the encoding of a scalar. */
export function checkScalar(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== SCALAR_LENGTH || bytes[31]! >= 0x10) decodeScalar(bytes); // otherwise below 2^252 and so below q
  return bytes;
}

/** Reduces 64 uniform bytes, a little-endian integer, modulo q without bias. */
export function reduce(bytes: Uint8Array): Scalar {
  if (bytes.length !== 64) throw new Error('not 64 bytes');
  return Fn.create(littleEndian(bytes));
}

/** Derives an element of unknown logarithm from 64 uniform bytes (RFC 9496 §4.3.4). */
export function deriveElement(bytes: Uint8Array): Element {
  return ristretto255_hasher.deriveToCurve!(bytes);
}

/** Returns a random uniform scalar other than zero. */
export function randomScalar(): Scalar {
  const s = reduce(randomBytes(64));
  return s === 0n ? randomScalar() : s;
}

function littleEndian(bytes: Uint8Array): bigint {
  let hex = '0x';
  for (let i = bytes.length - 1; i >= 0; i--) hex += bytes[i]!.toString(16).padStart(2, '0');
  return BigInt(hex);
}
