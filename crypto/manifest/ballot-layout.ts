/** Length of a ballot (spec §7.2). @module */

import type { Contest } from './contest.ts';
import { disjunctionLength } from '../proof/disjunction.ts';

/** Returns the length of the ciphertexts and proofs of one contest. */
function contestLength({ options, groups }: Contest): number {
  const proofs = groups.reduce((total, { min, max }) => total + disjunctionLength(max - min + 1), 0);
  return options.length * (64 + disjunctionLength(2)) + proofs;
}

/** Returns the length of a ballot entry in bytes: kind, E, style, contests, credential, unit, signature. */
export const ballotLength = (contests: readonly Contest[]): number =>
  1 + 32 + 2 + contests.reduce((total, contest) => total + contestLength(contest), 0) + 32 + 2 + 64;
