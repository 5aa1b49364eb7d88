/** How long a ballot is (spec §7.2). @module */

import type { Contest } from './contest.ts';
import { disjunctionLength } from '../proof/disjunction.ts';

/** Bytes of the ciphertexts and of the proofs of these contests. */
function contestLength({ options, groups }: Contest): number {
  const proofs = groups.reduce((total, { min, max }) => total + disjunctionLength(max - min + 1), 0);
  return options.length * (64 + disjunctionLength(2)) + proofs;
}

/** Bytes of a ballot entry for these contests: kind, E, style, contests, credential, unit, signature. */
export const ballotLength = (contests: readonly Contest[]): number =>
  1 + 32 + 2 + contests.reduce((total, contest) => total + contestLength(contest), 0) + 32 + 2 + 64;
