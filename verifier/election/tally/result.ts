/** The result: its bytes, and whether it follows from itself (spec §9.6, §9.7). @module */
import { Reader } from '../../crypto/bytes.ts';
import type { Election } from '../election.ts';
import { times } from '../../crypto/proofs.ts';
import type { Findings } from '../../findings/findings.ts';
import { say } from '../../findings/sentences.ts';
import { partyVotes } from './parties.ts';
import { mostParts } from './parts.ts';
import { atMost } from './tally.ts';

/** Of a contest that is withheld there are no cells, no totals and no parties. */
export interface ContestResult {
  /** Votes of each option, for each cell. */
  readonly cells: readonly (readonly number[])[];
  readonly totals: readonly number[];
  readonly parties: readonly number[];
}

export function parseResult(blob: Uint8Array, election: Election): ContestResult[] {
  const reader = new Reader(blob);
  const most = mostParts(election);
  const result = election.contests.map(({ options, parties }) => {
    const cells = times(atMost(reader.u16(), most), () => times(options, () => reader.u32()));
    const isWithheld = cells.length === 0;
    return {
      cells,
      totals: times(isWithheld ? 0 : options, () => reader.u32()),
      parties: times(isWithheld ? 0 : parties.length, () => reader.u32()),
    };
  });
  reader.end();
  return result;
}

/** Check 10.3, from the published numbers alone. */
export function judgeTotals(
  { contests }: Election,
  result: readonly ContestResult[],
  findings: Findings,
): void {
  for (const { position, id, options, marks, parties } of contests) {
    const own = result[position]!;
    if (own.cells.length === 0) continue; // withheld: it states nothing
    findings.count('10.3');
    const sums = times(options, (option) => own.cells.reduce((sum, votes) => sum + votes[option]!, 0));
    const wrong = sums.findIndex((sum, option) => sum !== own.totals[option]);
    if (wrong >= 0)
      findings.add('10.3', { contest: id }, say.otherTotal(wrong, own.totals[wrong]!, sums[wrong]!));
    const split = partyVotes(own.totals, marks, parties.length);
    const party = split.findIndex((votes, p) => votes !== own.parties[p]);
    if (party >= 0) {
      const { name } = parties[party]!;
      findings.add('10.3', { contest: id }, say.otherPartyVotes(name, own.parties[party]!, split[party]!));
    }
  }
}
