/** Framed hashes and challenges (spec §2.3). @module */
import { sha256 as referenceSha256, sha512 } from '@noble/hashes/sha2.js';
import { concat, encodeText, u32 } from './bytes.ts';
import { nativeSha256 } from './platform.ts';
import {
  type Element,
  type NobleElement,
  type EncodedScalar,
  type Scalar,
  encodeScalar,
  deriveElement,
  fromLittleEndian,
  mod,
} from './group.ts';

export const SUITE = 'SIVEI-RISTRETTO255-SHA512-V2';

export type Parts = readonly Uint8Array[];

/** SHA-256 of the platform if it has one, and otherwise of the reference implementation. */
export const sha256: (bytes: Uint8Array) => Uint8Array = nativeSha256() ?? referenceSha256;
export { sha512 };

const suite = concat(...lengthPrefixed(encodeText(SUITE)));

/** Returns lp(SUITE) || lp(label) || u32(n) || lp(p1) || … || lp(pn). */
export function frame(label: string, parts: Parts): Uint8Array {
  return new FramePrefix(label, parts.length).complete(parts);
}

/** Beginning of frames that have the same label, number of parts and first parts. */
export class FramePrefix {
  readonly #bytes: Uint8Array;

  constructor(label: string, parts: number, first: Parts = []) {
    this.#bytes = concat(
      suite,
      ...lengthPrefixed(encodeText(label)),
      u32(parts),
      ...first.flatMap(lengthPrefixed),
    );
  }

  /** Returns the frame with the remaining parts. */
  complete(parts: Parts): Uint8Array {
    let length = this.#bytes.length;
    for (const part of parts) length += 4 + part.length;
    const framed = new Uint8Array(length);
    framed.set(this.#bytes);
    const view = new DataView(framed.buffer);
    let at = this.#bytes.length;
    for (const part of parts) {
      view.setUint32(at, part.length);
      framed.set(part, at + 4);
      at += 4 + part.length;
    }
    return framed;
  }
}

export function hash(label: string, ...parts: Parts): Uint8Array {
  return sha256(frame(label, parts));
}

export function challenge(label: string, ...parts: Parts): EncodedScalar {
  return hashToScalar(frame(label, parts));
}

/** Returns the 64 bytes of SHA-512 of a frame. */
export function longHash(label: string, ...parts: Parts): Uint8Array {
  return sha512(frame(label, parts));
}

/** Returns SHA-512 of the message as a little-endian integer mod q. */
export function hashToScalar(message: Uint8Array): EncodedScalar {
  return encodeScalar(scalarOf(sha512(message)));
}

/** Returns a hash of 64 bytes as a little-endian integer mod q. */
export function scalarOf(hashed: Uint8Array): Scalar {
  return mod(fromLittleEndian(hashed));
}

export function derivedPoint(label: string, ...parts: Parts): NobleElement {
  return deriveElement(longHash(label, ...parts));
}

/** Concatenates a list of elements into one part; the specification writes it in brackets. */
export function concatElements(elements: readonly Element[]): Uint8Array {
  const bytes = new Uint8Array(32 * elements.length);
  for (let i = 0; i < elements.length; i += 1) bytes.set(elements[i]!.bytes, 32 * i);
  return bytes;
}

function lengthPrefixed(bytes: Uint8Array): Uint8Array[] {
  return [u32(bytes.length), bytes];
}
