/** Conversion of P-256 keys and signatures from the form of tokens to that of the record (spec §2.4). @module */

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Compresses a point from 65 bytes to 33 (SEC 1 §2.3.3). */
export function compress(point: Uint8Array): Uint8Array {
  const compressed = point.slice(0, 33);
  compressed[0] = 2 + (point[64]! & 1);
  return compressed;
}

/** Replaces s in r || s by the lower one of s and n - s, because tokens return either. */
export function lowS(signature: Uint8Array): Uint8Array {
  const low = Uint8Array.from(signature);
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`);
  if (2n * s > ORDER) low.set(Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex'), 32);
  return low;
}
