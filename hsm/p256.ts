/** P-256 as tokens give it, as our record wants it (spec §2.4). @module */

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** 65 bytes, uncompressed, to 33, compressed (SEC 1 §2.3.3). */
export function compress(point: Uint8Array): Uint8Array {
  const compressed = point.slice(0, 33);
  compressed[0] = 2 + (point[64]! & 1);
  return compressed;
}

/** Of r || s the one of s and n - s that is low: tokens give either. */
export function lowS(signature: Uint8Array): Uint8Array {
  const low = Uint8Array.from(signature);
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`);
  if (2n * s > ORDER) low.set(Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex'), 32);
  return low;
}
