/** The encrypted tally: its bytes, its cells, its sums (spec §9.1 to §9.4). @module */
import { Reader, Refusal } from '../bytes.ts';
import type { Contest, Election } from '../election.ts';
import { readElementOrIdentity } from '../group.ts';
import { type Ciphertext, times } from '../proofs.ts';
import type { Findings } from '../report.ts';
import { say } from '../sentences.ts';
import type { Sums } from '../state/sums.ts';
import { type Cell, mergeCells } from './cells.ts';
import { hasModalities, mostParts, partsOf } from './parts.ts';

export interface TallyCell extends Cell {
  /** Of each option; none where N is 0. */
  readonly sums: readonly Ciphertext[];
}

/** Of each contest. */
export type TallyCells = readonly (readonly TallyCell[])[];

export function parseTally(blob: Uint8Array, election: Election): TallyCells {
  const reader = new Reader(blob);
  const most = mostParts(election);
  const cells = election.contests.map(({ options }) =>
    times(atMost(reader.u16(), most), () => {
      const parts = times(atMost(reader.u16(), most), () => reader.u16());
      const count = reader.u32();
      const sums = times(count > 0 ? options : 0, () => ({
        pad: readElementOrIdentity(reader),
        data: readElementOrIdentity(reader),
      }));
      return { parts, count, sums };
    }),
  );
  reader.end();
  return cells;
}

/** More than there are parts is no tally; and a hostile count must not become an array. */
export function atMost(count: number, limit: number): number {
  if (count > limit) throw new Refusal(say.tooMany(count, limit));
  return count;
}

export function cellsOf(election: Election, sums: Sums): Cell[][] {
  return election.contests.map((contest) =>
    mergeCells(
      partsOf(election, contest).map((part) => ({ parts: [part], count: sums.count(contest, part) })),
      election.manifest.smallUnit,
      hasModalities(election),
    ),
  );
}

/**
 * Check 8.2. True if the published cells can be used: each has the parts it should have, and ballots
 * where it should have some. A wrong N alone is a finding, but the sums beside it can be compared.
 */
export function judgeCells(
  { contests }: Election,
  published: TallyCells,
  expected: readonly (readonly Cell[])[],
  findings: Findings,
): boolean {
  let usable = true;
  for (const contest of contests) {
    const own = published[contest.position]!;
    const right = expected[contest.position]!;
    findings.count('8.2');
    const alike = own.length === right.length && own.every((cell, i) => sameShape(cell, right[i]!));
    if (!alike) {
      usable = false;
      const withheld = right.length === 0;
      findings.add('8.2', { contest: contest.id }, withheld ? say.notWithheld() : say.otherCells());
      continue;
    }
    for (const [cell, { count }] of right.entries()) {
      const claimed = own[cell]!.count;
      if (claimed !== count)
        findings.add('8.2', { contest: contest.id, cell }, say.otherCount(claimed, count));
    }
  }
  return usable;
}

function sameShape(a: Cell, b: Cell): boolean {
  return a.parts.join() === b.parts.join() && a.count > 0 === b.count > 0;
}

/** Check 8.3, for each cell that has ballots. */
export function judgeSums(
  contests: readonly Contest[],
  published: TallyCells,
  sums: Sums,
  findings: Findings,
): void {
  for (const contest of contests) {
    for (const [cell, { parts, count, sums: claimed }] of published[contest.position]!.entries()) {
      if (count === 0) continue;
      findings.count('8.3');
      const right = sums.over(contest, parts);
      const wrong = right.findIndex(
        ({ pad, data }, option) => !pad.equals(claimed[option]!.pad) || !data.equals(claimed[option]!.data),
      );
      if (wrong >= 0) findings.add('8.3', { contest: contest.id, cell }, say.otherSum(wrong));
    }
  }
}
