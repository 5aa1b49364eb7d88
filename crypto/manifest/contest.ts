/** Contest as the protocol uses it: options have positions, groups have weights (spec §4.3). @module */

import type { ManifestContest } from './schema.ts';

/** Limits [min, max] on the weighted sum of the contest's options; one weight for each option of the contest (§4.3). */
export interface Group {
  readonly min: number;
  readonly max: number;
  readonly weights: readonly number[];
}

export interface Option {
  readonly id: string;
  readonly parties: readonly string[];
}

export interface Contest {
  /** Position in the manifest. */
  readonly position: number;
  readonly id: string;
  readonly options: readonly Option[];
  readonly groups: readonly Group[];
  readonly parties: readonly string[];
}

/**
 * Converts a contest of the manifest: its options in order, specials last. In every group a special has the group's
 * maximum as its weight (§4.3).
 */
export function contestOf(contest: ManifestContest, position: number): Contest {
  const owners = contest.groups.flatMap((group, g) => group.options.map(() => g));
  return {
    position,
    id: contest.id,
    options: [
      ...contest.groups.flatMap((group) => group.options.map(({ id, parties }) => ({ id, parties }))),
      ...contest.specials.map(({ id }) => ({ id, parties: [] })),
    ],
    groups: contest.groups.map(({ min, max }, g) => ({
      min,
      max,
      weights: [...owners.map((owner) => (owner === g ? 1 : 0)), ...contest.specials.map(() => max)],
    })),
    parties: contest.parties.map(({ id }) => id),
  };
}
