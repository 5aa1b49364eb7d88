/** Cells: groups of parts of a contest whose votes are decrypted as one sum (spec §9.2). @module */

export interface Cell {
  /** Numbers of parts (§9.1), ascending. */
  readonly parts: readonly number[];
  /** Number of counted ballots, N. */
  readonly count: number;
}

/**
 * Merges the smallest cell below `smallUnit` with the next smallest, until none is left or only one has
 * ballots. If that one is still too small the contest is withheld: it has no cells.
 * `byModality`: the number of a part includes its modality, and cells are merged with those of the same
 * modalities as long as there are any.
 */
export function mergeCells(parts: readonly Cell[], smallUnit: number, byModality: boolean): Cell[] {
  if (isSmall(totalOf(parts), smallUnit)) return [];
  const empty = parts.filter(({ count }) => count === 0);
  let cells = parts.filter(({ count }) => count > 0).toSorted(bySize);
  for (;;) {
    const [smallest, ...others] = cells;
    if (!smallest || others.length === 0 || smallest.count >= smallUnit) break;
    const own = modalitiesOf(smallest);
    const alike = byModality ? others.find((cell) => modalitiesOf(cell) === own) : undefined;
    const next = alike ?? others[0]!;
    const merged = {
      parts: [...smallest.parts, ...next.parts].toSorted((a, b) => a - b),
      count: smallest.count + next.count,
    };
    cells = [...others.filter((cell) => cell !== next), merged].toSorted(bySize);
  }
  return [...cells, ...empty].toSorted((a, b) => lowest(a) - lowest(b));
}

/** Tells whether so few ballots would reveal how somebody voted. */
export function isSmall(ballots: number, smallUnit: number): boolean {
  return ballots > 0 && ballots < smallUnit;
}

function totalOf(parts: readonly Cell[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}

/** Returns the modalities of a cell as bits: 1 internet, 2 in person. */
function modalitiesOf({ parts }: Cell): number {
  return parts.reduce((bits, part) => bits | (1 << (part & 1)), 0);
}

/** Compares cells by number of ballots, then by the lowest part. */
function bySize(a: Cell, b: Cell): number {
  return a.count - b.count || lowest(a) - lowest(b);
}

function lowest({ parts }: Cell): number {
  return parts[0] ?? 0;
}
