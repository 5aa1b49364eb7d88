/** ECDSA on P-256 for entries, Ed25519 for checkpoints (spec §2.4). @noble/curves is the reference. @module */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { ed25519OnPlatform, p256OnPlatform } from './platform.ts';

const platformSaysP256 = p256OnPlatform(isP256Key);
const platformSaysEd25519 = ed25519OnPlatform(isEd25519Key);

/** A compressed point on the curve; SEC 1 has no compressed form of the point at infinity. */
export function isP256Key(key: Uint8Array): boolean {
  return key.length === 33 && p256.utils.isValidPublicKey(key, true);
}

/** `r || s` with the smaller s: the larger one would be a second spelling of the same signature. */
export function verifyP256(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  return (
    platformSaysP256(key, message, signature) ||
    p256.verify(signature, message, key, { lowS: true, prehash: true, format: 'compact' })
  );
}

/** Canonically encoded and not of small order. */
export function isEd25519Key(key: Uint8Array): boolean {
  try {
    return !ed25519.Point.fromBytes(key, false).isSmallOrder();
  } catch {
    return false;
  }
}

/** The cofactored equation of RFC 8032 with canonical A and R; noble's own default would be ZIP 215. */
export function verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  return (
    platformSaysEd25519(key, message, signature) || ed25519.verify(signature, message, key, { zip215: false })
  );
}
