/** ECDSA on P-256 for entries, Ed25519 for checkpoints (spec §2.4). @noble/curves is the reference. @module */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { Ahead, type Claim, type Subtle } from './prefetch-signatures.ts';
import { ed25519OnPlatform, hasPlatform, p256OnPlatform } from './platform.ts';
import { Refusals } from './refusals.ts';

const platformSaysP256 = p256OnPlatform(isP256Key);
const p256Refusals = new Refusals();
const platformSaysEd25519 = ed25519OnPlatform(isEd25519Key);
const ahead = new Ahead(
  hasPlatform() ? undefined : (globalThis as unknown as { crypto?: { subtle?: Subtle } }).crypto?.subtle,
  {
    // Libraries need not know the compressed form.
    p256: (key) => (isP256Key(key) ? p256.Point.fromBytes(key).toBytes(false) : undefined),
    ed25519: (key) => (isEd25519Key(key) ? key : undefined),
  },
);

/** Has a browser's library verify what will be asked next; elsewhere, nothing. No answer depends on it. */
export function verifyAhead(claims: () => readonly Claim[]): Promise<void> {
  return ahead.put(claims);
}

/** Whether the signature of the message holds with the key. */
export function holds({ scheme, key, message, signature }: Claim): boolean {
  return (scheme === 'p256' ? verifyP256 : verifyEd25519)(key, message, signature);
}

/** A compressed point on the curve; SEC 1 has no compressed form of the point at infinity. */
export function isP256Key(key: Uint8Array): boolean {
  return key.length === 33 && p256.utils.isValidPublicKey(key, true);
}

/** `r || s` with the smaller s: the larger one would be a second spelling of the same signature. */
export function verifyP256(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  return p256Refusals.settle(
    platformSaysP256(key, message, signature),
    () =>
      ahead.saysYes({ scheme: 'p256', key, message, signature }) ||
      p256.verify(signature, message, key, { lowS: true, prehash: true, format: 'compact' }),
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
    platformSaysEd25519(key, message, signature) === true ||
    ahead.saysYes({ scheme: 'ed25519', key, message, signature }) ||
    ed25519.verify(signature, message, key, { zip215: false })
  );
}
