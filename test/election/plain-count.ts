/** Expected totals of a rehearsal, counted from the votes before encryption. @module */

import type { Election } from '#crypto/manifest/election.ts';
import type { Vote } from './choices.ts';

/** Returns the votes of each option, for each contest of the manifest. */
export function countInTheClear(election: Election, votes: readonly Vote[]): number[][] {
  return election.contests.map((contest) =>
    contest.options.map((_, option) =>
      votes.reduce((total, { style, choices }) => {
        const own = style.contests.indexOf(contest);
        return own < 0 ? total : total + choices[own]![option]!;
      }, 0),
    ),
  );
}
