/** Replacement of this process's random generator by a seeded one, only for programs that make test data. @module */

import { sha256 } from '@noble/hashes/sha2.js';

/** Derives all random bytes of this process from the seed, after this call. */
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
