/**
 * ECDSA as Node verifies it, ten times as fast as @noble/curves: a board has a signed clock mark around every batch, and
 * a server checks a signature for every request. The only file of crypto/ that needs Node.
 * @module
 */

import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { compareBytes, fromHex, toHex } from '../bytes.ts';

/** A SubjectPublicKeyInfo of P-256 up to the 33 bytes of a compressed point. */
const SPKI = fromHex('3039301306072a8648ce3d020106082a8648ce3d030107032200', 26);
/** Half the curve's order, rounded down. */
const HALF = fromHex('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8', 32);
/** An election has a few hundred; more than so many are forgotten. */
const MOST_KEYS = 4096;

/** Made once each: that costs as much as a signature. */
const keys = new Map<string, KeyObject>();

function keyOf(publicKey: Uint8Array): KeyObject {
  const name = toHex(publicKey);
  const known = keys.get(name);
  if (known) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const key = createPublicKey({ key: Buffer.from([...SPKI, ...publicKey]), format: 'der', type: 'spki' });
  keys.set(name, key);
  return key;
}

/** True only for what §2.4 accepts: Node judges the same equation over the same numbers, and would take a high s as well. */
export function verifiesQuickly(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 33 || signature.length !== 64) return false;
  if (compareBytes(signature.subarray(32), HALF) > 0) return false;
  try {
    return verify('sha256', message, { key: keyOf(publicKey), dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false; // not a key
  }
}
