/** Replacement of this process's random generator by a seeded one. For generators of test data only. @module */

import { sha256 } from '@noble/hashes/sha2.js';

/** Makes all random bytes of this process follow from the seed from here on. */
export function seedRandomness(seed: string): void {
  let counter = 0;
  const next = (): Uint8Array => sha256(new TextEncoder().encode(`${seed}/${counter++}`));
  const fill = <T extends ArrayBufferView | null>(array: T): T => {
    if (array === null) return array;
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < bytes.length; at += 32)
      bytes.set(next().subarray(0, Math.min(32, bytes.length - at)), at);
    return array;
  };
  Object.defineProperty(globalThis.crypto, 'getRandomValues', { value: fill, configurable: true });
}
