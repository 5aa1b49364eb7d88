/** Encrypted tally: its parser, and the checks of its cells and sums (spec §9.1 to §9.4). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { ByteReader, ParseFailure, equalBytes } from '../../crypto/bytes.ts';
import type { Contest, Election } from '../election.ts';
import { repeat } from '../../crypto/proofs.ts';
import type { Findings } from '../../findings/findings.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sums } from '../state/sums.ts';
import { type Cell, mergeCells } from './cells.ts';
import { hasModalities, maxParts, partsOf } from './parts.ts';

export interface TallyCell extends Cell {
  /** Pad and data of each option as in the blob, 64 bytes per option. Empty if the cell has no ballots. */
  readonly sums: Uint8Array;
}

/** Cells of each contest. */
export type TallyCells = readonly (readonly TallyCell[])[];

/** Parses the tally. Throws a ParseFailure if it is malformed or a sum is no element. */
export function parseTally(blob: Uint8Array, election: Election, arithmetic: Arithmetic): TallyCells {
  const reader = new ByteReader(blob);
  const most = maxParts(election);
  const cells = election.contests.map(({ options }) =>
    repeat(boundedCount(reader.u16(), most), () => {
      const parts = repeat(boundedCount(reader.u16(), most), () => reader.u16());
      const count = reader.u32();
      return { parts, count, sums: reader.take(count > 0 ? 64 * options : 0) };
    }),
  );
  reader.end();
  for (const { sums } of cells.flat()) judgeElements(sums, arithmetic);
  return cells;
}

/** Decodes the elements cell by cell and keeps none, because a blob may have half a million. */
function judgeElements(sums: Uint8Array, arithmetic: Arithmetic): void {
  const encodings = repeat(sums.length / 32, (i) => sums.subarray(32 * i, 32 * (i + 1)));
  const failure = arithmetic.decodeSums(encodings.map(arithmetic.defer));
  if (failure) throw failure;
}

/** Returns the count. Throws a ParseFailure above the limit, before the count becomes the length of an array. */
export function boundedCount(count: number, limit: number): number {
  if (count > limit) throw new ParseFailure(sentences.tooMany(count, limit));
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
 * Judges check 8.2. Returns whether the published cells can be used: each has the required parts, and has
 * ballots iff it should have some. A wrong number of ballots is a finding, but the sums can still be compared.
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
      findings.add(
        '8.2',
        { contest: contest.id },
        withheld ? sentences.notWithheld() : sentences.wrongCells(),
      );
      continue;
    }
    for (const [cell, { count }] of right.entries()) {
      const claimed = own[cell]!.count;
      if (claimed !== count)
        findings.add('8.2', { contest: contest.id, cell }, sentences.wrongCellBallots(claimed, count));
    }
  }
  return usable;
}

function sameShape(a: Cell, b: Cell): boolean {
  return a.parts.join() === b.parts.join() && a.count > 0 === b.count > 0;
}

/** Judges check 8.3, for each cell that has ballots. */
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
      const right = sums.sumOver(contest, parts);
      const wrong = repeat(contest.options, (option) => option).find(
        (option) =>
          !equalBytes(
            right.subarray(64 * option, 64 * (option + 1)),
            claimed.subarray(64 * option, 64 * (option + 1)),
          ),
      );
      if (wrong !== undefined) findings.add('8.3', { contest: contest.id, cell }, sentences.wrongSum(wrong));
    }
  }
}
