/** Assertions that throw DocumentError if a rule of the manifest is broken. @module */

import { DocumentError } from './json.ts';

/**
 * Throws DocumentError unless the condition holds; `rule` is the number of the rule, `place` the path in the manifest.
 */
export function assertManifestRule(
  condition: boolean,
  rule: string,
  place: string,
  what: string,
): asserts condition {
  if (!condition) throw new DocumentError(rule, place, what);
}

/** Throws DocumentError if a value occurs twice. */
export function assertDistinct(rule: string, place: string, values: readonly string[]): void {
  const repeated = values.findIndex((value, i) => values.indexOf(value) !== i);
  assertManifestRule(repeated < 0, rule, place, `"${values[repeated]}" occurs twice`);
}

/** Runs a parser and returns its value; turns its error into a DocumentError. */
export function parseOrThrow<T>(rule: string, place: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new DocumentError(rule, place, (error as Error).message);
  }
}
