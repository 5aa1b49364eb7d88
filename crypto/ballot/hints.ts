/** Hints that speed up the decoding of a ballot's elements (spec §8.9). @module */

import { Kernel } from '../arithmetic/kernel.ts';
import type { Election } from '../manifest/election.ts';
import { readEncodedBallot } from './encodings.ts';

/**
 * Returns a function that makes the hints of many entries at once: 32 bytes for each element of a ballot, none for
 * other entries.
 */
export function ballotHints(election: Election): (entries: readonly Uint8Array[]) => Uint8Array[] {
  const kernel = new Kernel();
  return (entries) => {
    const elements = entries.map((entry) => readEncodedBallot(entry, election)?.encodings ?? []);
    const hints = kernel.hints(elements.flat());
    let at = 0;
    return elements.map(({ length }) => hints.subarray(at, (at += 32 * length)));
  };
}
