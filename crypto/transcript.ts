/** The one framing under every hash and challenge (spec §2.3). @module */

import { sha512 } from '@noble/hashes/sha2.js';
import { concat, u32, utf8 } from './bytes.ts';
import { deriveElement, encodeScalar, reduce, type Element, type Scalar } from './group.ts';
import { randomBytes } from './random.ts';
import { sha256 } from './sha256.ts';

export { sha256 };

export const SUITE = 'SIVEI-RISTRETTO255-SHA512-V1';

const lp = (bytes: Uint8Array): Uint8Array => concat(u32(bytes.length), bytes);
const suite = lp(utf8(SUITE));

/** Suite, label, number of parts, parts: each with its length, so that no two inputs share a frame. */
export function frame(label: string, ...parts: Uint8Array[]): Uint8Array {
  return concat(suite, lp(utf8(label)), u32(parts.length), ...parts.map(lp));
}

/** 32 bytes. */
export const hash = (label: string, ...parts: Uint8Array[]): Uint8Array => sha256(frame(label, ...parts));

/** A scalar without bias: a challenge, or a value expanded from a seed. */
export const hashToScalar = (label: string, ...parts: Uint8Array[]): Scalar =>
  reduce(sha512(frame(label, ...parts)));

/** An element whose logarithm nobody knows. */
export const hashToElement = (label: string, ...parts: Uint8Array[]): Element =>
  deriveElement(sha512(frame(label, ...parts)));

/** What a proof is about: the label of its place of use and every public input, in the order of the spec. */
export interface Statement {
  readonly label: string;
  readonly parts: readonly Uint8Array[];
}

/** The challenge of a proof: statement first, then its commitments (strong Fiat-Shamir, spec chapter 03). */
export const challenge = (statement: Statement, ...commitments: Uint8Array[]): Scalar =>
  hashToScalar(statement.label, ...statement.parts, ...commitments);

/**
 * A nonce that depends on the secret, on fresh randomness and on the statement, so that neither a cloned machine
 * nor a weak generator alone repeats one (spec chapter 03).
 */
export function hedgedNonce(secret: Scalar, statement: Statement): Scalar {
  return hashToScalar(
    'nonce/v1',
    encodeScalar(secret),
    randomBytes(32),
    frame(statement.label, ...statement.parts),
  );
}
