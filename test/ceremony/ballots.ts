/** Choices for the ballots of a rehearsed ceremony. @module */

import type { Election } from '#crypto/manifest/election.ts';
import type { Choices } from '#crypto/record/ballot.ts';

/** Of the first style: the first options of every group, one after another. */
export function ballotsOf(election: Election, count: number): Choices[] {
  const [style] = election.styles;
  return Array.from({ length: count }, (_, voter) =>
    style!.contests.map(({ options, groups }) => {
      const choice = options.map(() => 0);
      for (const { weights, min } of groups) {
        const own = weights.flatMap((weight, option) => (weight > 0 ? [option] : []));
        for (let k = 0; k < Math.max(min, 1) && !isFull(choice, weights, min); k += 1)
          choice[own[(voter + k) % own.length]!] = 1;
      }
      return choice;
    }),
  );
}

const isFull = (choice: readonly number[], weights: readonly number[], min: number): boolean =>
  weights.reduce((sum, weight, i) => sum + weight * choice[i]!, 0) >= Math.max(min, 1);
