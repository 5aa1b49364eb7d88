/** Which units are decrypted together (spec §9.1, §9.2): a rule, so that nobody chooses. @module */

export interface Cell {
  /** Positions of units, ascending. */
  readonly units: readonly number[];
  /** Counted ballots of those units that have the contest. */
  readonly ballots: number;
}

/**
 * Merges small units. `ballotsByUnit` holds the contest's units in ascending order with their counted ballots.
 * Cells come back in the order of their lowest unit.
 */
export function mergeCells(ballotsByUnit: ReadonlyMap<number, number>, smallUnit: number): Cell[] {
  let cells: Cell[] = [...ballotsByUnit].map(([unit, ballots]) => ({ units: [unit], ballots }));
  for (;;) {
    // Array.sort is stable: among equals the cell whose lowest unit comes first stays first.
    const [smallest, next] = cells
      .filter(({ ballots }) => ballots > 0)
      .toSorted((a, b) => a.ballots - b.ballots);
    if (!smallest || !next || smallest.ballots >= smallUnit) return cells;
    const merged: Cell = {
      units: [...smallest.units, ...next.units].toSorted((a, b) => a - b),
      ballots: smallest.ballots + next.ballots,
    };
    cells = [...cells.filter((cell) => cell !== smallest && cell !== next), merged].toSorted(
      (a, b) => a.units[0]! - b.units[0]!,
    );
  }
}
