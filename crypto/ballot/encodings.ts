/** Reader of ballots that leaves elements encoded, so that those of many ballots can be decoded together. @module */

import type { Election } from '../manifest/election.ts';
import { encoded } from '../wire.ts';
import { readBallot, type Ballot } from './ballot.ts';

export interface EncodedBallot {
  readonly ballot: Ballot<Uint8Array, Uint8Array>;
  /** All encoded elements of the ballot, in the order of its bytes. */
  readonly encodings: readonly Uint8Array[];
}

/**
 * Reads a ballot and leaves its elements encoded. Returns undefined if the bytes are no well-formed ballot of this
 * election.
 */
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
