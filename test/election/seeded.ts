/** Seeded random generator for drawn choices. It is reproducible and must not be used for secrets. @module */

import { frame, sha256 } from '#crypto/transcript.ts';
import { u32, utf8 } from '#crypto/bytes.ts';

/** Returns a generator of numbers in [0, 1), the same for the same seed. */
export function seededNumbers(seed: string): () => number {
  let counter = 0;
  return () => {
    const block = sha256(frame('draw', utf8(seed), u32(counter++)));
    return new DataView(block.buffer, block.byteOffset).getUint32(0) / 2 ** 32;
  };
}
