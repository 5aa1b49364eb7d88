/** How long a ballot of a style is (spec §7.2). @module */
import type { ManifestContest } from './manifest/form.ts';
import { disjunctionLength } from '../crypto/proofs.ts';

export interface ContestLayout {
  readonly options: number;
  readonly groups: readonly { readonly min: number; readonly max: number }[];
}

/** Options of the groups, then specials (§4.3). */
export function optionCount({ groups, specials }: ManifestContest): number {
  return groups.reduce((sum, { options }) => sum + options.length, specials.length);
}

/** kind, first and rest. */
export function ballotLength(contests: readonly ContestLayout[]): number {
  const contestLength = ({ options, groups }: ContestLayout): number =>
    options * (64 + disjunctionLength(2)) +
    groups.reduce((sum, { min, max }) => sum + disjunctionLength(max - min + 1), 0);
  const fixed = 1 + 32 + 2 + 32 + 2 + 32 + 32;
  return contests.reduce((sum, contest) => sum + contestLength(contest), fixed);
}
