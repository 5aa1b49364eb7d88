/**
 * SHA-256 and signature verification by Node's own library, OpenSSL. It is several times as fast as the reference
 * implementations, @noble/hashes and @noble/curves. Browsers have no synchronous library.
 *
 * A hash has one value. Signatures are different: acceptance is final, and so is rejection of ECDSA signatures
 * where native-rejections.ts allows it. In all other cases, and without such a library, the reference decides.
 * This changes no answer, because the reference accepts every signature that is accepted here:
 *
 * - ECDSA: there is one equation, and both libraries require 1 <= r < n and 1 <= s < n. Only OpenSSL accepts
 *   a large s, so it never receives one. Nothing else can differ, so a rejection by OpenSSL is one by the
 *   reference, too.
 * - Ed25519: OpenSSL requires S < L and compares the canonical encoding of SB - kA with the bytes of R. So R
 *   is canonical and SB = R + kA, which times 8 is the equation of spec §2.4. The converse fails if a point has
 *   a component of small order: so a rejection is never final, and the reference decides. Some versions
 *   of OpenSSL (3.0, not 3.5) accept keys that are not canonical or of small order.
 * - Therefore OpenSSL receives only keys that the reference accepts, in the same bytes.
 * @module
 */
import { compareBytes, concat, fromHex } from './bytes.ts';
import { KeyCache } from './key-cache.ts';

type Digest = 'sha256' | null;

/**
 * Part of `node:crypto` that is used. This file does not import it, because the page contains this file too.
 */
interface NodeCrypto {
  hash(name: 'sha256', bytes: Uint8Array, output: 'buffer'): Uint8Array;
  createPublicKey(spki: { key: Uint8Array; format: 'der'; type: 'spki' }): object;
  verify(
    digest: Digest,
    message: Uint8Array,
    key: { key: object; dsaEncoding: 'ieee-p1363' },
    signature: Uint8Array,
  ): boolean;
}

interface Platform {
  readonly process?: { getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined };
}

type IsKey = (key: Uint8Array) => boolean;

/** Native verification of a signature. Returns undefined if the library was not asked or could not answer. */
export type NativeVerify = (
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | undefined;

/** SubjectPublicKeyInfo up to the bytes of the key (RFC 5480 with a point of secp256r1; RFC 8410 for Ed25519). */
const p256Prefix = fromHex('3039301306072a8648ce3d020106082a8648ce3d030107032200', 26);
const ed25519Prefix = fromHex('302a300506032b6570032100', 12);

/** (n - 1) / 2 for the order n of P-256. */
const largestS = fromHex('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8', 32);

/** Makes a verifier of P-256 signatures, which answers only for the smaller s. `isKey`: see `nativeEd25519`. */
export function nativeP256(isKey: IsKey): NativeVerify {
  const says = nativeVerify(p256Prefix, 'sha256', isKey);
  return (key, message, signature) =>
    signature.length === 64 && isSmallS(signature) ? says(key, message, signature) : undefined;
}

/**
 * Tells whether an ECDSA signature has the smaller s. Of the two forms of a signature, s and n - s, only the
 * smaller is accepted.
 */
export function isSmallS(signature: Uint8Array): boolean {
  return compareBytes(signature.subarray(32), largestS) <= 0;
}

/** Returns Node's SHA-256, in Node 20.12 and later. */
export function nativeSha256(): ((bytes: Uint8Array) => Uint8Array) | undefined {
  const crypto = nodeCrypto();
  if (!crypto || !('hash' in crypto)) return undefined;
  return (bytes) => {
    const { buffer, byteOffset, length } = crypto.hash('sha256', bytes, 'buffer');
    return new Uint8Array(buffer, byteOffset, length); // not a Buffer, whose slice() does not copy
  };
}

/** Tells whether Node's library is present. */
export function hasNativeVerify(): boolean {
  return nodeCrypto() !== undefined;
}

/**
 * Makes a verifier of Ed25519 signatures. `isKey` tells whether the reference accepts a key; other keys are
 * not passed to the library. It is called once per key.
 */
export function nativeEd25519(isKey: IsKey): NativeVerify {
  return nativeVerify(ed25519Prefix, null, isKey);
}

function nativeVerify(prefix: Uint8Array, digest: Digest, isKey: IsKey): NativeVerify {
  const keys = new KeyCache<NativeKey | undefined>();
  return (key, message, signature) => {
    try {
      const crypto = nodeCrypto();
      if (!crypto) return undefined;
      const own = keys.getOrMake(key, () =>
        isKey(key) ? importKey(concat(prefix, key), crypto) : undefined,
      );
      return own && crypto.verify(digest, message, own, signature);
    } catch {
      return undefined; // the reference decides after any error
    }
  };
}

/** Returns Node's crypto module, in Node 20.16 and later. */
function nodeCrypto(): NodeCrypto | undefined {
  return (globalThis as Platform).process?.getBuiltinModule?.('node:crypto');
}

type NativeKey = Parameters<NodeCrypto['verify']>[2];

function importKey(spki: Uint8Array, crypto: NodeCrypto): NativeKey {
  return {
    key: crypto.createPublicKey({ key: spki, format: 'der', type: 'spki' }),
    dsaEncoding: 'ieee-p1363', // r || s; ignored for Ed25519
  };
}
