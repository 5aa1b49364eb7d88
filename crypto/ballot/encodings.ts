/** Ballots with encoded elements, to be decoded together with those of other ballots. @module */

import type { Election } from '../manifest/election.ts';
import { encoded } from '../wire.ts';
import { readBallot, type Ballot } from './ballot.ts';

export interface EncodedBallot {
  readonly ballot: Ballot<Uint8Array, Uint8Array>;
  /** All elements, in the order of the bytes. */
  readonly encodings: readonly Uint8Array[];
}

/** Reads a ballot; returns undefined if its form is wrong, or if it is another entry. */
export function readEncodedBallot(bytes: Uint8Array, election: Election): EncodedBallot | undefined {
  const encodings: Uint8Array[] = [];
  const element = (encoding: Uint8Array): Uint8Array => {
    encodings.push(encoding);
    return encoding;
  };
  try {
    return { ballot: readBallot(bytes, election, { ...encoded, element }), encodings };
  } catch {
    return undefined;
  }
}
