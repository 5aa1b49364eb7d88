/** Nothing twice in a list (spec §4.4, M7 and others). @module */
import { Fault, type Rule } from './fault.ts';

export function distinct(items: readonly { readonly id: string }[], at: string): Generator<Fault> {
  return distinctBy(
    items,
    ({ id }) => id,
    'M7',
    (i) => `${at}[${i}].id`,
  );
}

/** A fault for each item whose key an earlier one has. */
export function* distinctBy<T>(
  items: readonly T[],
  key: (item: T) => string,
  rule: Rule,
  at: (i: number) => string,
): Generator<Fault> {
  const seen = new Set<string>();
  for (const [i, item] of items.entries()) {
    if (seen.has(key(item))) yield new Fault(rule, at(i));
    seen.add(key(item));
  }
}
