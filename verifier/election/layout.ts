/** Lengths of the ballots of a style (spec §7.2). @module */
import type { ManifestContest } from './manifest/form.ts';
import { disjunctionLength } from '../crypto/proofs.ts';

export interface ContestLayout {
  readonly options: number;
  readonly groups: readonly { readonly min: number; readonly max: number }[];
}

/** Counts the options of the groups and the specials (§4.3). */
export function optionCount({ groups, specials }: ManifestContest): number {
  return groups.reduce((sum, { options }) => sum + options.length, specials.length);
}

/** Returns the length in bytes of a ballot entry, from its kind to its signature. */
export function ballotLength(contests: readonly ContestLayout[]): number {
  const contestLength = ({ options, groups }: ContestLayout): number =>
    options * (64 + disjunctionLength(2)) +
    groups.reduce((sum, { min, max }) => sum + disjunctionLength(max - min + 1), 0);
  const fixed = 1 + 32 + 2 + 32 + 2 + 32 + 32;
  return contests.reduce((sum, contest) => sum + contestLength(contest), fixed);
}
