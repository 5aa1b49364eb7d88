/** Machine-readable figures of the benchmark: every printed figure by the name under which it is printed. @module */
import type { Table } from './table.ts';

/** Value of a cell of a table: a number, a median with its range, or text. */
export type Figure =
  | number
  | string
  | { readonly median: number; readonly low: number; readonly high: number };

export interface Figures {
  /** Figures by row, then by column. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, Figure>>>>;
  readonly notes: Readonly<Record<string, number>>;
}

const NUMBER = String.raw`\d+(?:\.\d+)?(?: x 10\^\d+)?`;
const RANGE = new RegExp(`^(${NUMBER}) \\((${NUMBER}) - (${NUMBER})\\)$`);

/** Returns the figures of a table. Columns without a heading are named `value`. */
export function figuresOf({ head, rows, notes }: Table): Figures {
  const columns = head.slice(1).map((name) => name || 'value');
  return {
    rows: Object.fromEntries(
      rows.map(([name, ...cells]) => [
        name!,
        Object.fromEntries(cells.map((cell, i) => [columns[i]!, figureOf(cell)])),
      ]),
    ),
    notes: Object.assign({}, ...notes.map(({ figures }) => figures)) as Record<string, number>,
  };
}

export function figureOf(cell: string): Figure {
  const [, median, low, high] = RANGE.exec(cell) ?? [];
  if (median !== undefined) return { median: numberOf(median), low: numberOf(low!), high: numberOf(high!) };
  return new RegExp(`^${NUMBER}$`).test(cell) ? numberOf(cell) : cell;
}

const numberOf = (text: string): number => Number(text.replace(' x 10^', 'e'));
