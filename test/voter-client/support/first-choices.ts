/** Choices for an election's first style that meet every group's minimum. @module */

import type { Election } from '#crypto/manifest/election.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';

/** Returns choices with the first options of every group, as many as its minimum. */
export const firstChoices = ({ styles }: Election): Choices =>
  styles[0]!.contests.map(({ options, groups }) => {
    const owner = options.map((_, i) => groups.findIndex(({ weights }) => weights[i] !== 0));
    return options.map((_, i) => {
      const group = groups[owner[i]!]!;
      const place = owner.slice(0, i).filter((own) => own === owner[i]).length;
      return place < group.min ? 1 : 0;
    });
  });
