/** Advice for whoever decodes a ballot's elements (spec §8.9). @module */

import { Kernel } from '../arithmetic/kernel.ts';
import type { Election } from '../manifest/election.ts';
import { encoded } from '../wire.ts';
import { readBallot } from './ballot.ts';
import { Kind } from './kinds.ts';

/** Makes the hints of many entries at once: 32 bytes for each element of a ballot, none for anything else. */
export function ballotHints(election: Election): (entries: readonly Uint8Array[]) => Uint8Array[] {
  const kernel = new Kernel();
  return (entries) => {
    const elements = entries.map((entry) => elementsOf(entry, election));
    const hints = kernel.hints(elements.flat());
    let at = 0;
    return elements.map(({ length }) => hints.subarray(at, (at += 32 * length)));
  };
}

/** The encodings of a ballot in the order of its bytes; of another entry, or of what only looks like a ballot, none. */
function elementsOf(entry: Uint8Array, election: Election): Uint8Array[] {
  if (entry[0] !== Kind.ballot) return [];
  const elements: Uint8Array[] = [];
  const element = (encoding: Uint8Array): Uint8Array => {
    elements.push(encoding);
    return encoding;
  };
  try {
    readBallot(entry, election, { ...encoded, element });
    return elements;
  } catch {
    return [];
  }
}
