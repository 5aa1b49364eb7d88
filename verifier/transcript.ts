/** Framed hashes and challenges (spec §2.3). @module */
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { concat, encodeText, u32 } from './bytes.ts';
import { type Element, type NobleElement, type Scalar, deriveElement, littleEndian, mod } from './group.ts';

export const SUITE = 'SIVEI-RISTRETTO255-SHA512-V1';

export type Parts = readonly Uint8Array[];

export { sha256 };

/** lp(SUITE) || lp(label) || u32(n) || lp(p1) || … || lp(pn) */
export function frame(label: string, parts: Parts): Uint8Array {
  return concat(
    ...withLength(encodeText(SUITE)),
    ...withLength(encodeText(label)),
    u32(parts.length),
    ...parts.flatMap(withLength),
  );
}

export function hash(label: string, ...parts: Parts): Uint8Array {
  return sha256(frame(label, parts));
}

export function challenge(label: string, ...parts: Parts): Scalar {
  return mod(littleEndian(sha512(frame(label, parts))));
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
