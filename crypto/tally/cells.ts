/**
 * Cells of a contest: parts that are decrypted together. A fixed rule forms the cells, so that nobody can choose them
 * (spec §9.1, §9.2).
 * @module
 */

import type { Election } from '../manifest/election.ts';

/** Modality of a ballot (§11.7). */
export const modalities = { internet: 0, inPerson: 1 } as const;
export type Modality = (typeof modalities)[keyof typeof modalities];

export interface Cell {
  /** Numbers of parts (§9.1), ascending. */
  readonly parts: readonly number[];
  /** Number of counted ballots of those parts whose style has the contest. */
  readonly ballots: number;
}

/** Returns the number of the part for a unit and, in an election with sites, a modality (§9.1). */
export const partOf = ({ sites }: Election, unit: number, modality: Modality): number =>
  sites.length === 0 ? unit : 2 * unit + modality;

/**
 * Merges small parts into cells. `ballotsByPart` has the contest's parts in ascending order with their numbers of
 * counted ballots. With sites (`byModality`) a part is merged with one of the same modality if there is one. Returns
 * the cells in the order of their lowest part. Returns no cells if the contest is withheld, because all its ballots
 * together are too few to hide how each person voted.
 */
export function mergeCells(
  ballotsByPart: ReadonlyMap<number, number>,
  smallUnit: number,
  byModality: boolean,
): Cell[] {
  let cells: Cell[] = [...ballotsByPart].map(([part, ballots]) => ({ parts: [part], ballots }));
  for (;;) {
    // Array.sort is stable, so among equals the cell with the lowest part is first.
    const [smallest, ...others] = cells
      .filter(({ ballots }) => ballots > 0)
      .toSorted((a, b) => a.ballots - b.ballots);
    if (!smallest || smallest.ballots >= smallUnit) return cells;
    if (others.length === 0) return [];
    const like = others.find((other) => !byModality || kindsOf(other) === kindsOf(smallest));
    const partner = like ?? others[0]!;
    const merged: Cell = {
      parts: [...smallest.parts, ...partner.parts].toSorted((a, b) => a - b),
      ballots: smallest.ballots + partner.ballots,
    };
    cells = [...cells.filter((cell) => cell !== smallest && cell !== partner), merged].toSorted(
      (a, b) => a.parts[0]! - b.parts[0]!,
    );
  }
}

/** Returns the modalities of a cell, a bit for each. */
const kindsOf = ({ parts }: Cell): number => parts.reduce((bits, part) => bits | (1 << (part % 2)), 0);
