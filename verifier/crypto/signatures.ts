/**
 * Signatures: ECDSA on P-256 for entries, Ed25519 for checkpoints (spec §2.4). @noble/curves is the
 * reference.
 * @module
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { SignaturePrecheck, type SignatureClaim, type Subtle } from './signature-precheck.ts';
import { nativeEd25519, hasNativeVerify, nativeP256 } from './platform.ts';
import { NativeRejections } from './native-rejections.ts';

const nativeVerifyP256 = nativeP256(isP256Key);
const p256Rejections = new NativeRejections();
const nativeVerifyEd25519 = nativeEd25519(isEd25519Key);
const signaturePrecheck = new SignaturePrecheck(
  hasNativeVerify() ? undefined : (globalThis as unknown as { crypto?: { subtle?: Subtle } }).crypto?.subtle,
  {
    // Libraries need not support the compressed form.
    p256: (key) => (isP256Key(key) ? p256.Point.fromBytes(key).toBytes(false) : undefined),
    ed25519: (key) => (isEd25519Key(key) ? key : undefined),
  },
);

/**
 * Lets a browser's library verify signatures before they are needed. Does nothing elsewhere, and changes no
 * answer.
 */
export function precheckSignatures(claims: () => readonly SignatureClaim[]): Promise<void> {
  return signaturePrecheck.precheck(claims);
}

/** Verifies the signature of the message with the key. */
export function verifySignature({ scheme, key, message, signature }: SignatureClaim): boolean {
  return (scheme === 'p256' ? verifyP256 : verifyEd25519)(key, message, signature);
}

/**
 * Tells whether the key is a compressed point on the curve. SEC 1 has no compressed form of the point at
 * infinity.
 */
export function isP256Key(key: Uint8Array): boolean {
  return key.length === 33 && p256.utils.isValidPublicKey(key, true);
}

/** Verifies `r || s` with the smaller s: the larger one would be a second form of the same signature. */
export function verifyP256(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  return p256Rejections.decide(
    nativeVerifyP256(key, message, signature),
    () =>
      signaturePrecheck.verified({ scheme: 'p256', key, message, signature }) ||
      p256.verify(signature, message, key, { lowS: true, prehash: true, format: 'compact' }),
  );
}

/** Tells whether the key is canonically encoded and not of small order. */
export function isEd25519Key(key: Uint8Array): boolean {
  try {
    return !ed25519.Point.fromBytes(key, false).isSmallOrder();
  } catch {
    return false;
  }
}

/**
 * Verifies the cofactored equation of RFC 8032 with canonical A and R. The default of noble would be ZIP 215.
 */
export function verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  return (
    nativeVerifyEd25519(key, message, signature) === true ||
    signaturePrecheck.verified({ scheme: 'ed25519', key, message, signature }) ||
    ed25519.verify(signature, message, key, { zip215: false })
  );
}
