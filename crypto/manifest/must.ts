/** How a rule of the manifest is stated in code: a condition, its number, its place. @module */

import { ManifestError } from './json.ts';

/** Throws ManifestError unless the condition holds. */
export function must(condition: boolean, rule: string, place: string, what: string): asserts condition {
  if (!condition) throw new ManifestError(rule, place, what);
}

/** No value may occur twice. */
export function distinct(rule: string, place: string, values: readonly string[]): void {
  const repeated = values.findIndex((value, i) => values.indexOf(value) !== i);
  must(repeated < 0, rule, place, `"${values[repeated]}" occurs twice`);
}

/** Runs a parser and turns its throw into a broken rule. */
export function parsed<T>(rule: string, place: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new ManifestError(rule, place, (error as Error).message);
  }
}
