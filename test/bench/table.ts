/** Table of the benchmark, as it is printed and as it is written in JSON. @module */

/** Sentence below a table, and the figures in it by name. */
export interface Note {
  readonly text: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** Table for docs/performance.md: title, headings, rows. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Ratios and other conclusions from the rows. */
  readonly notes: readonly Note[];
  /** Main figures, by the names under which other programs read them. */
  readonly summary?: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
}
