/** Small discrete logarithms by baby steps and giant steps (spec §9.6). @module */

import { G, encodeElement, identity, multiplyPublic, scalarOf, type Element } from '../group.ts';
import { toHex } from '../bytes.ts';

/**
 * Returns a function that finds logarithms from 0 to `bound`. It uses a table of about sqrt(bound) entries, built once.
 */
export function logarithmTable(bound: number): (element: Element) => number | undefined {
  const width = Math.ceil(Math.sqrt(bound + 1));
  const steps = new Map<string, number>();
  let step = identity;
  for (let i = 0; i < width; i++, step = step.add(G)) steps.set(keyOf(step), i);
  const giant = multiplyPublic(G, scalarOf(width)).negate();
  /** Returns v with element = v G and 0 <= v <= bound, or undefined. */
  return (element) => {
    let rest = element;
    for (let j = 0; j * width <= bound; j++, rest = rest.add(giant)) {
      const i = steps.get(keyOf(rest));
      if (i !== undefined) return j * width + i <= bound ? j * width + i : undefined;
    }
    return undefined;
  };
}

// The key is the canonical encoding, because four points of the curve represent one element.
const keyOf = (element: Element): string => toHex(encodeElement(element));
