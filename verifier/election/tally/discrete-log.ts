/** Discrete logarithm: the votes v behind v G (spec §9.6). @module */
import { type Element, G, identity } from '../../crypto/group.ts';

/**
 * Finds v with v G = target and 0 <= v <= bound by baby steps and giant steps. Returns undefined if there is
 * none.
 */
export function discreteLog(target: Element, bound: number): number | undefined {
  const width = Math.ceil(Math.sqrt(bound + 1));
  const babies = new Map<string, number>();
  for (let step = identity, v = 0; v < width; v += 1, step = step.plus(G)) babies.set(step.bytes.join(), v);
  const giant = G.times(BigInt(width));
  for (let rest = target, from = 0; from <= bound; from += width, rest = rest.minus(giant)) {
    const baby = babies.get(rest.bytes.join());
    if (baby !== undefined && from + baby <= bound) return from + baby;
  }
  return undefined;
}
