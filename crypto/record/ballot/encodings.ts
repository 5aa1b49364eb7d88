/** A ballot whose elements are left encoded, to be decoded with those of others. @module */

import type { Election } from '../../manifest/election.ts';
import { encoded } from '../../wire.ts';
import { readBallot, type Ballot } from './ballot.ts';

export interface EncodedBallot {
  readonly ballot: Ballot<Uint8Array, Uint8Array>;
  /** All its elements, in the order of its bytes. */
  readonly encodings: readonly Uint8Array[];
}

/** Undefined if its form is wrong, or it is another entry. */
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
