/** A seeded generator for drawn choices: reproducible, and never used for secrets. @module */

import { frame, sha256 } from '#crypto/transcript.ts';
import { u32, utf8 } from '#crypto/bytes.ts';

/** Numbers in [0, 1), the same for the same seed. */
export function seededNumbers(seed: string): () => number {
  let counter = 0;
  return () => {
    const block = sha256(frame('draw', utf8(seed), u32(counter++)));
    return new DataView(block.buffer, block.byteOffset).getUint32(0) / 2 ** 32;
  };
}

/** An index, drawn in proportion to the weights. */
export function drawIndex(weights: readonly number[], random: () => number): number {
  let rest = random() * weights.reduce((total, weight) => total + weight, 0);
  const index = weights.findIndex((weight) => (rest -= weight) < 0);
  return index < 0 ? weights.length - 1 : index;
}

/** A new array in random order. */
export function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
