/** How a rule of the record fails. @module */

/** Throws unless `holds`: the entry is void, or faulty if it frames the record (spec §8.8). */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** An entry that breaks a rule: it has no effect, and the board should not have taken it. */
export interface VoidEntry {
  readonly index: number;
  readonly why: string;
  /** The trustee in whose name it is, if it is a trustee's. */
  readonly trustee: number | undefined;
}
