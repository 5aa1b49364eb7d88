/** Framed hashes and challenges (spec §2.3). @module */
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { concat, encodeText, u32 } from './bytes.ts';
import {
  type Element,
  type NobleElement,
  type EncodedScalar,
  encodeScalar,
  deriveElement,
  littleEndian,
  mod,
} from './group.ts';

export const SUITE = 'SIVEI-RISTRETTO255-SHA512-V1';

export type Parts = readonly Uint8Array[];

export { sha256 };

const suite = concat(...withLength(encodeText(SUITE)));

/** lp(SUITE) || lp(label) || u32(n) || lp(p1) || … || lp(pn) */
export function frame(label: string, parts: Parts): Uint8Array {
  const encoded = encodeText(label);
  const length = parts.reduce((sum, part) => sum + 4 + part.length, suite.length + 8 + encoded.length);
  const framed = new Uint8Array(length);
  const view = new DataView(framed.buffer);
  let at = 0;
  const write = (bytes: Uint8Array): void => {
    framed.set(bytes, at);
    at += bytes.length;
  };
  const count = (value: number): void => {
    view.setUint32(at, value);
    at += 4;
  };
  write(suite);
  count(encoded.length);
  write(encoded);
  count(parts.length);
  for (const part of parts) {
    count(part.length);
    write(part);
  }
  return framed;
}

export function hash(label: string, ...parts: Parts): Uint8Array {
  return sha256(frame(label, parts));
}

export function challenge(label: string, ...parts: Parts): EncodedScalar {
  return encodeScalar(mod(littleEndian(sha512(frame(label, parts)))));
}

export function derivedPoint(label: string, ...parts: Parts): NobleElement {
  return deriveElement(sha512(frame(label, parts)));
}

/** A list of elements as one part: brackets in the specification. */
export function together(elements: readonly Element[]): Uint8Array {
  return concat(...elements.map((element) => element.bytes));
}

function withLength(bytes: Uint8Array): Uint8Array[] {
  return [u32(bytes.length), bytes];
}
