/** Hashes and challenges, whose inputs are framed so that no two inputs are confused (spec §2.3). @module */

import { sha512 } from '@noble/hashes/sha2.js';
import { concat, u32, utf8 } from './bytes.ts';
import { deriveElement, encodeScalar, reduce, type Element, type Scalar } from './group.ts';
import { randomBytes } from './random.ts';
import { sha256 } from './sha256.ts';

export { sha256, sha512 };

export const SUITE = 'SIVEI-RISTRETTO255-SHA512-V2';

const lengthPrefixed = (bytes: Uint8Array): Uint8Array => concat(u32(bytes.length), bytes);
const suite = lengthPrefixed(utf8(SUITE));

/**
 * Concatenates the suite, the label, the number of parts and the parts. Lengths precede suite, label and parts, so that
 * no two inputs have the same frame.
 */
export function frame(label: string, ...parts: Uint8Array[]): Uint8Array {
  return concat(suite, lengthPrefixed(utf8(label)), u32(parts.length), ...parts.map(lengthPrefixed));
}

/** Returns the SHA-256 hash of the frame, 32 bytes. */
export const hash = (label: string, ...parts: Uint8Array[]): Uint8Array => sha256(frame(label, ...parts));

/** Returns 64 bytes, which enter other hashes whole. */
export const longHash = (label: string, ...parts: Uint8Array[]): Uint8Array => sha512(frame(label, ...parts));

/** Returns a scalar without bias: a challenge, or a value expanded from a seed. */
export const hashToScalar = (label: string, ...parts: Uint8Array[]): Scalar =>
  reduce(longHash(label, ...parts));

/** Returns an element of unknown logarithm, derived from the SHA-512 hash of the frame. */
export const hashToElement = (label: string, ...parts: Uint8Array[]): Element =>
  deriveElement(longHash(label, ...parts));

/** Statement of a proof: a label that says where the proof is used, and every public input in the order of the spec. */
export interface Statement {
  readonly label: string;
  readonly parts: readonly Uint8Array[];
}

/** Returns the challenge of a proof over its statement and commitments (strong Fiat-Shamir, spec chapter 03). */
export const challenge = (statement: Statement, ...commitments: Uint8Array[]): Scalar =>
  hashToScalar(statement.label, ...statement.parts, ...commitments);

/**
 * Returns a nonce that depends on the secret, on fresh randomness and on the statement, so that neither a cloned
 * machine nor a weak generator alone repeats one (spec chapter 03).
 */
export function hedgedNonce(secret: Scalar, statement: Statement): Scalar {
  return hashToScalar(
    'nonce/v1',
    encodeScalar(secret),
    randomBytes(32),
    frame(statement.label, ...statement.parts),
  );
}
