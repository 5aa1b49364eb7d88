/** Rules against duplicates in a list (spec §4.4, M7 and others). @module */
import { ManifestFault, type Rule } from './fault.ts';

export function distinct(items: readonly { readonly id: string }[], at: string): Generator<ManifestFault> {
  return distinctBy(
    items,
    ({ id }) => id,
    'M7',
    (i) => `${at}[${i}].id`,
  );
}

/** Yields a fault for each item whose key an earlier item has. */
export function* distinctBy<T>(
  items: readonly T[],
  key: (item: T) => string,
  rule: Rule,
  at: (i: number) => string,
): Generator<ManifestFault> {
  const seen = new Set<string>();
  for (const [i, item] of items.entries()) {
    if (seen.has(key(item))) yield new ManifestFault(rule, at(i));
    seen.add(key(item));
  }
}
