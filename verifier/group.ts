/** The group, its elements and scalars (spec §2.2). All inputs here are public: variable time is safe. @module */
import { pippenger, mulAddUnsafe } from '@noble/curves/abstract/curve.js';
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { Refusal, type Reader } from './bytes.ts';
import { say } from './sentences.ts';

const { Point } = ristretto255;
type Point = InstanceType<typeof Point>;

/** The order of the group. */
export const q = Point.Fn.ORDER;

/** An integer from 0 to q - 1; only `readScalar` and `mod` make one. */
export type Scalar = bigint;

export function mod(value: bigint): Scalar {
  const rest = value % q;
  return rest < 0n ? rest + q : rest;
}

export function invert(scalar: Scalar): Scalar {
  return Point.Fn.inv(scalar);
}

/** An element of the group. Its encoding is kept when it was read, and made when it is asked for. */
export class Element {
  readonly #point: Point;
  #bytes: Uint8Array | undefined;

  constructor(point: Point, bytes?: Uint8Array) {
    this.#point = point;
    this.#bytes = bytes;
  }

  get bytes(): Uint8Array {
    this.#bytes ??= this.#point.toBytes();
    return this.#bytes;
  }

  get isIdentity(): boolean {
    return this.#point.is0();
  }

  plus(other: Element): Element {
    return new Element(this.#point.add(other.#point));
  }

  minus(other: Element): Element {
    return new Element(this.#point.subtract(other.#point));
  }

  times(scalar: Scalar): Element {
    return new Element(this.#point.multiplyUnsafe(scalar));
  }

  equals(other: Element): boolean {
    return this.#point.equals(other.#point);
  }

  /** The sum of scalar * element over all terms. */
  static combine(terms: Iterable<readonly [Element, Scalar]>): Element {
    const points: Point[] = [];
    const scalars: Scalar[] = [];
    for (const [element, scalar] of terms) {
      points.push(element.#point);
      scalars.push(scalar);
    }
    // Buckets pay from about a hundred terms on; below, interleaved digits are faster (measured).
    const sum = points.length < 100 ? mulAddUnsafe : pippenger;
    return new Element(sum(Point, points, scalars));
  }
}

/** The generator. */
export const G = new Element(Point.BASE);
export const identity = new Element(Point.ZERO);

export function sumOf(elements: Iterable<Element>): Element {
  let sum = identity;
  for (const element of elements) sum = sum.plus(element);
  return sum;
}

/** RFC 9496 §4.3.1, where a field says that the identity is allowed. */
export function decodeElementOrIdentity(encoding: Uint8Array): Element {
  const bytes = encoding.slice(); // a view would hold on to the whole file it came from
  try {
    return new Element(Point.fromBytes(bytes), bytes);
  } catch {
    throw new Refusal(say.notAnElement());
  }
}

/** RFC 9496 §4.3.1, the identity refused. */
export function decodeElement(encoding: Uint8Array): Element {
  if (encoding.every((byte) => byte === 0)) throw new Refusal(say.identityRefused());
  return decodeElementOrIdentity(encoding);
}

export function readElement(reader: Reader): Element {
  return decodeElement(reader.take(32));
}

export function readElementOrIdentity(reader: Reader): Element {
  return decodeElementOrIdentity(reader.take(32));
}

export function readScalar(reader: Reader): Scalar {
  const value = littleEndian(reader.take(32));
  if (value >= q) throw new Refusal(say.scalarTooLarge());
  return value;
}

/** A little-endian integer of whole 8-byte words, for instance a hash. */
export function littleEndian(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let value = 0n;
  for (let at = bytes.length - 8; at >= 0; at -= 8) value = (value << 64n) | view.getBigUint64(at, true);
  return value;
}

/** RFC 9496 §4.3.4, from 64 bytes. */
export function deriveElement(bytes: Uint8Array): Element {
  return new Element(ristretto255_hasher.deriveToCurve!(bytes));
}
