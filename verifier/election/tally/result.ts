/** Result of the election: its parser, and the check of its totals (spec §9.6, §9.7). @module */
import { ByteReader } from '../../crypto/bytes.ts';
import type { Election } from '../election.ts';
import { repeat } from '../../crypto/proofs.ts';
import type { Findings } from '../../findings/findings.ts';
import { sentences } from '../../findings/sentences.ts';
import { partyVotes } from './parties.ts';
import { maxParts } from './parts.ts';
import { boundedCount } from './tally.ts';

/** Result of a contest. A withheld contest has no cells, totals or parties. */
export interface ContestResult {
  /** Votes of each option, for each cell. */
  readonly cells: readonly (readonly number[])[];
  readonly totals: readonly number[];
  readonly parties: readonly number[];
}

export function parseResult(blob: Uint8Array, election: Election): ContestResult[] {
  const reader = new ByteReader(blob);
  const most = maxParts(election);
  const result = election.contests.map(({ options, parties }) => {
    const cells = repeat(boundedCount(reader.u16(), most), () => repeat(options, () => reader.u32()));
    const isWithheld = cells.length === 0;
    return {
      cells,
      totals: repeat(isWithheld ? 0 : options, () => reader.u32()),
      parties: repeat(isWithheld ? 0 : parties.length, () => reader.u32()),
    };
  });
  reader.end();
  return result;
}

/** Judges check 10.3, by the published numbers alone. */
export function judgeTotals(
  { contests }: Election,
  result: readonly ContestResult[],
  findings: Findings,
): void {
  for (const { position, id, options, marks, parties } of contests) {
    const own = result[position]!;
    if (own.cells.length === 0) continue; // withheld: it states nothing
    findings.count('10.3');
    const sums = repeat(options, (option) => own.cells.reduce((sum, votes) => sum + votes[option]!, 0));
    const wrong = sums.findIndex((sum, option) => sum !== own.totals[option]);
    if (wrong >= 0)
      findings.add('10.3', { contest: id }, sentences.wrongTotal(wrong, own.totals[wrong]!, sums[wrong]!));
    const split = partyVotes(own.totals, marks, parties.length);
    const party = split.findIndex((votes, p) => votes !== own.parties[p]);
    if (party >= 0) {
      const { name } = parties[party]!;
      findings.add(
        '10.3',
        { contest: id },
        sentences.wrongPartyVotes(name, own.parties[party]!, split[party]!),
      );
    }
  }
}
