/** ECDSA signatures of all parties on entries: P-256 with SHA-256, low s, 64 bytes (spec §2.4). @module */

import { p256 } from '@noble/curves/nist.js';
import { platformAccepts } from './platform.ts';
import { randomBytes } from './random.ts';

const rules = { prehash: true, lowS: true, format: 'compact' } as const;

/** Signer with one key, in memory or in a hardware token. Signatures have 64 bytes and low s. */
export interface Signer {
  /** 33 bytes, SEC 1 compressed. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Returns a signer with a key in memory, for rehearsals, tests and parties without a token. */
export function softwareSigner(secret: Uint8Array = p256.utils.randomSecretKey(randomBytes(48))): Signer {
  return {
    publicKey: p256.getPublicKey(secret, true),
    // Extra entropy hedges the deterministic nonce against faults.
    sign: async (message) => p256.sign(message, secret, { ...rules, extraEntropy: randomBytes(32) }),
  };
}

/** Verifies a signature; returns false for anything malformed, a high s included. */
export function verifyEcdsa(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    if (signature.length !== 64) return false;
    return (
      platformAccepts(publicKey, message, signature) || p256.verify(signature, message, publicKey, rules)
    );
  } catch {
    return false;
  }
}

/** Throws unless the key is a compressed point of the curve, 33 bytes. */
export function assertEcdsaKey(publicKey: Uint8Array): void {
  if (publicKey.length !== 33) throw new Error('not a compressed P-256 key');
  p256.Point.fromBytes(publicKey).assertValidity();
}
