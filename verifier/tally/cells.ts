/** Which units are decrypted together (spec §9.2). @module */

export interface Cell {
  /** Positions of units, ascending. */
  readonly units: readonly number[];
  /** N, the counted ballots. */
  readonly count: number;
}

/** Merges the smallest cell below `smallUnit` with the next smallest, until none is left or only one has ballots. */
export function mergeCells(units: readonly Cell[], smallUnit: number): Cell[] {
  const empty = units.filter(({ count }) => count === 0);
  let cells = units.filter(({ count }) => count > 0).toSorted(bySize);
  for (;;) {
    const [smallest, next, ...others] = cells;
    if (!smallest || !next || smallest.count >= smallUnit) break;
    const merged = {
      units: [...smallest.units, ...next.units].toSorted((a, b) => a - b),
      count: smallest.count + next.count,
    };
    cells = [...others, merged].toSorted(bySize);
  }
  return [...cells, ...empty].toSorted((a, b) => lowest(a) - lowest(b));
}

/** Among equals, the one whose lowest unit comes first. */
function bySize(a: Cell, b: Cell): number {
  return a.count - b.count || lowest(a) - lowest(b);
}

function lowest({ units }: Cell): number {
  return units[0] ?? 0;
}
