/**
 * Node's native SHA-256 and ECDSA for public data, which are twenty and ten times as fast as @noble. This is the only
 * file of crypto/ that detects its platform; browsers have no such library with synchronous answers. No result depends
 * on the platform: the hash is the same, and a signature that Node rejects is verified again by @noble/curves.
 * @module
 */

import { compareBytes, fromHex, toHex } from './bytes.ts';

/**
 * Functions of `node:crypto` that this file uses. The module is not imported, because the voters' pages contain this
 * file too.
 */
interface NodeCrypto {
  hash?(algorithm: 'sha256', data: Uint8Array, encoding: 'buffer'): Uint8Array;
  createPublicKey(spki: { key: Uint8Array; format: 'der'; type: 'spki' }): object;
  verify(
    digest: 'sha256',
    message: Uint8Array,
    key: { key: object; dsaEncoding: 'ieee-p1363' },
    signature: Uint8Array,
  ): boolean;
}

interface Platform {
  readonly process?: { getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined };
}

/** Node's crypto module; undefined in browsers and in Node before 20.16. */
const node = (globalThis as Platform).process?.getBuiltinModule?.('node:crypto');

/** Returns the SHA-256 hash, 32 bytes; undefined if the platform has no native library. */
export function platformSha256(bytes: Uint8Array): Uint8Array | undefined {
  const digest = node?.hash?.('sha256', bytes, 'buffer');
  return digest && new Uint8Array(digest);
}

/** Bytes of a P-256 SubjectPublicKeyInfo before the 33 bytes of the compressed point (RFC 5480). */
const SPKI_PREFIX = fromHex('3039301306072a8648ce3d020106082a8648ce3d030107032200', 26);
/** Half the order of the curve, rounded down. */
const HALF_ORDER = fromHex('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8', 32);
/** Maximal number of keys in the cache; an election has a few hundred keys. */
const MAX_CACHED_KEYS = 4096;

/** Cache of imported keys, by public key in hexadecimal. An import costs as much time as a signature. */
const keys = new Map<string, object>();

function keyOf(publicKey: Uint8Array, crypto: NodeCrypto): object {
  const name = toHex(publicKey);
  const known = keys.get(name);
  if (known) return known;
  if (keys.size >= MAX_CACHED_KEYS) keys.clear();
  const key = crypto.createPublicKey({
    key: Uint8Array.from([...SPKI_PREFIX, ...publicKey]),
    format: 'der',
    type: 'spki',
  });
  keys.set(name, key);
  return key;
}

/**
 * Returns whether the native library accepts the ECDSA signature (64 bytes). It is true only for what §2.4 accepts: the
 * library checks the same equation over the same numbers. The library would also accept a high s, so a high s is
 * rejected before.
 */
export function platformAccepts(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!node || publicKey.length !== 33 || signature.length !== 64) return false;
  if (compareBytes(signature.subarray(32), HALF_ORDER) > 0) return false;
  try {
    const key = keyOf(publicKey, node);
    return node.verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false; // the public key is not a valid key
  }
}
