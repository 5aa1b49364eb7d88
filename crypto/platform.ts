/**
 * Node's own library for public data, where this runs in Node: SHA-256 twenty times and ECDSA ten times as fast as
 * @noble. The one file of crypto/ that looks at where it runs; browsers have no such library that answers at once.
 * No answer depends on it: a hash is a hash, and a signature that it refuses is judged again by @noble/curves.
 * @module
 */

import { compareBytes, fromHex, toHex } from './bytes.ts';

/** The part of `node:crypto` that is used; it is not imported, because the voters' pages have this file too. */
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

/** There from Node 20.16 on. */
const node = (globalThis as Platform).process?.getBuiltinModule?.('node:crypto');

/** Returns the 32 bytes of SHA-256, or undefined where there is no such library. */
export function platformSha256(bytes: Uint8Array): Uint8Array | undefined {
  const digest = node?.hash?.('sha256', bytes, 'buffer');
  return digest && new Uint8Array(digest);
}

/** A SubjectPublicKeyInfo of P-256 up to the 33 bytes of a compressed point (RFC 5480). */
const SPKI = fromHex('3039301306072a8648ce3d020106082a8648ce3d030107032200', 26);
/** Half the curve's order, rounded down. */
const HALF = fromHex('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8', 32);
/** An election has a few hundred; beyond so many they are forgotten. */
const MOST_KEYS = 4096;

/** Made once each: that costs as much as a signature. */
const keys = new Map<string, object>();

function keyOf(publicKey: Uint8Array, crypto: NodeCrypto): object {
  const name = toHex(publicKey);
  const known = keys.get(name);
  if (known) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const key = crypto.createPublicKey({
    key: Uint8Array.from([...SPKI, ...publicKey]),
    format: 'der',
    type: 'spki',
  });
  keys.set(name, key);
  return key;
}

/**
 * Whether the library says that the ECDSA signature (64 bytes) holds. True only for what §2.4 accepts: it judges the
 * same equation over the same numbers, and would take a high s as well, about which it is not asked.
 */
export function platformSaysYes(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!node || publicKey.length !== 33 || signature.length !== 64) return false;
  if (compareBytes(signature.subarray(32), HALF) > 0) return false;
  try {
    const key = keyOf(publicKey, node);
    return node.verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false; // not a key
  }
}
