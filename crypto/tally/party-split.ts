/** Calculation of the parties' votes from the totals of the options, LGIPE art. 311.1.c (spec §9.7). @module */

import type { Contest } from '../manifest/contest.ts';

/** Returns the votes of each party of the contest, in the order of `parties`. */
export function splitAmongParties({ parties, options }: Contest, totals: readonly number[]): number[] {
  const direct = parties.map(
    (party) => totals[options.findIndex((o) => o.parties.length === 1 && o.parties[0] === party)]!,
  );
  const votes = [...direct];
  options.forEach((option, i) => {
    if (option.parties.length < 2) return;
    const total = totals[i]!;
    const sharing = option.parties.map((party) => parties.indexOf(party));
    const remainder = total % sharing.length;
    // The parties with the most votes of their own get one vote of the remainder each; among equals, the first in
    // order.
    const ranked = sharing.toSorted((a, b) => direct[b]! - direct[a]! || a - b);
    for (const p of sharing) votes[p]! += Math.floor(total / sharing.length);
    for (const p of ranked.slice(0, remainder)) votes[p]! += 1;
  });
  return votes;
}
