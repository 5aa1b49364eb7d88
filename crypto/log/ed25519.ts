/**
 * Ed25519 signatures for checkpoints and cosignatures. One rule says which are valid (spec §2.4): cofactored equation,
 * canonical encodings, no public key of small order. No other file imports the implementation.
 * @module
 */

import { ed25519 } from '@noble/curves/ed25519.js';

/** Returns the public key (32 bytes) of a seed of 32 bytes. */
export const ed25519PublicKey = (seed: Uint8Array): Uint8Array => ed25519.getPublicKey(seed);

/** Returns a signature of 64 bytes. */
export const signEd25519 = (seed: Uint8Array, message: Uint8Array): Uint8Array => ed25519.sign(message, seed);

/**
 * Verifies a signature; returns false for anything malformed. The library's default rule, zip215, accepts more
 * signatures and is switched off.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Throws unless the 32 bytes are the canonical encoding of a point that is not of small order. */
export function assertEd25519Key(publicKey: Uint8Array): void {
  const point = ed25519.Point.fromBytes(publicKey, false);
  if (point.isSmallOrder()) throw new Error('Ed25519 key of small order');
}
