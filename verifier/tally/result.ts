/** The result: its bytes, and whether it follows from the shares and from itself (spec §9.6, §9.7). @module */
import { Reader } from '../bytes.ts';
import type { Election } from '../election.ts';
import { combine, G, invert, mod, type Scalar } from '../group.ts';
import { times } from '../proofs.ts';
import type { Findings } from '../report.ts';
import { say } from '../sentences.ts';
import type { Cell } from './cells.ts';
import { partyVotes } from './parties.ts';
import { search } from './search.ts';
import type { Share } from './share.ts';
import { mostParts } from './parts.ts';
import { atMost, type TallyCells } from './tally.ts';

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

/** Of any t trustees; each with its coefficient, the product over the other j of j / (j - i). */
function coefficients(trustees: readonly number[]): Scalar[] {
  return trustees.map((i) => {
    const others = trustees.filter((j) => j !== i).map(BigInt);
    const above = others.reduce((product, j) => mod(product * j), 1n);
    const below = others.reduce((product, j) => mod(product * (j - BigInt(i))), 1n);
    return mod(above * invert(below));
  });
}

/** Check 10.2, for each cell: v G = data - sum of lambda_i D_i for the published v. */
export function judgeVotes(
  { contests }: Election,
  {
    result,
    tally,
    cells,
    shares,
  }: {
    readonly result: readonly ContestResult[];
    readonly tally: TallyCells;
    /** As recomputed: their N bounds the search. */
    readonly cells: readonly (readonly Cell[])[];
    readonly shares: ReadonlyMap<number, Share>;
  },
  findings: Findings,
): void {
  const lambda = coefficients([...shares.keys()]);
  for (const { position, id, options } of contests) {
    for (const [cell, { sums }] of tally[position]!.entries()) {
      findings.count('10.2');
      const published = result[position]!.cells[cell]!;
      const bound = cells[position]![cell]!.count;
      const wrong = times(options, (option) => {
        const votes = published[option]!;
        const sum = sums[option];
        if (!sum) return votes === 0 ? undefined : { option, votes, right: 0 };
        const factors = [...shares.values()].map((share) => share[position]![cell]![option]!.D);
        const target = sum.data.minus(combine(factors.map((D, i) => [D, lambda[i]!] as const)));
        if (votes <= bound && G.times(BigInt(votes)).equals(target)) return undefined;
        return { option, votes, right: search(target, bound) };
      }).find((fault) => fault !== undefined);
      if (wrong)
        findings.add('10.2', { contest: id, cell }, say.otherVotes(wrong.option, wrong.votes, wrong.right));
    }
  }
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
