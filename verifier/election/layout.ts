/** Lengths of the ballots of a style (spec §7.2). @module */
import type { ManifestContest } from './manifest/form.ts';

export interface ContestLayout {
  readonly options: number;
  readonly groups: readonly { readonly min: number; readonly max: number }[];
}

/** Counts the options of the groups and the specials (§4.3). */
export function optionCount({ groups, specials }: ManifestContest): number {
  return groups.reduce((sum, { options }) => sum + options.length, specials.length);
}

/**
 * Returns the coefficients of the slack bits of a group (§7.3): powers of two, of which each is cut to the
 * rest of the range, until their sum is the range, max - min.
 */
export function slackCoefficients(range: number): number[] {
  const coefficients: number[] = [];
  for (let rest = range, power = 1; rest > 0; rest -= power, power *= 2)
    coefficients.push(Math.min(power, rest));
  return coefficients;
}

/** Returns the length in bytes of a ballot entry, from its kind to its signature. */
export function ballotLength(contests: readonly ContestLayout[]): number {
  const ciphertexts = contests.reduce((sum, { options }) => sum + options, 0);
  const groups = contests.flatMap((contest) => contest.groups);
  const slackBits = groups.reduce((sum, { min, max }) => sum + slackCoefficients(max - min).length, 0);
  const responses = ciphertexts + slackBits - groups.length;
  return 37 + 32 * (2 * ciphertexts + 6 + responses + 3);
}
