/** Votes of the parties from totals by combination (spec §9.7). @module */

/**
 * Returns the votes of each party.
 * @param totals of each option
 * @param marks of each option, as positions of parties; specials have none
 */
export function partyVotes(
  totals: readonly number[],
  marks: readonly (readonly number[])[],
  parties: number,
): number[] {
  const alone = Array.from({ length: parties }, () => 0);
  for (const [option, own] of marks.entries()) {
    const [party] = own;
    if (own.length === 1 && party !== undefined) alone[party] = totals[option]!;
  }
  const votes = [...alone];
  for (const [option, own] of marks.entries()) {
    if (own.length < 2) continue;
    const total = totals[option]!;
    const share = Math.floor(total / own.length);
    // Descending by the votes that a party has alone; equals in the order of registration.
    const ranked = own.toSorted((a, b) => alone[b]! - alone[a]! || a - b);
    for (const [rank, party] of ranked.entries())
      votes[party]! += share + (rank < total % own.length ? 1 : 0);
  }
  return votes;
}
