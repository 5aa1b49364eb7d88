/** Votes of the parties, with the votes for a coalition divided among its parties (spec §9.7). @module */

/**
 * Returns the votes of each party.
 * @param totals votes of each option
 * @param marks positions of the parties of each option; specials have none
 * @param parties number of parties
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
    // Parties with more votes of their own come first; those with equal votes in the manifest's order.
    const ranked = own.toSorted((a, b) => alone[b]! - alone[a]! || a - b);
    for (const [rank, party] of ranked.entries())
      votes[party]! += share + (rank < total % own.length ? 1 : 0);
  }
  return votes;
}
