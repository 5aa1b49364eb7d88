/** Bits that a ballot's proof is about, and the relations between them (spec §7.3). @module */

import type { VectorLayout, VectorRelation } from '../arithmetic/bit-vector.ts';
import type { Contest } from './contest.ts';

/**
 * Returns the coefficients of a group's slack bits: powers of two, the last one smaller where needed, whose sum is
 * `slack`. Their subsets have every sum from 0 to `slack` and no other.
 */
export function slackCoefficients(slack: number): number[] {
  const coefficients: number[] = [];
  for (let left = slack, power = 1; left > 0; left -= power, power *= 2)
    coefficients.push(Math.min(power, left));
  return coefficients;
}

/**
 * Returns the bits of a style: those of its options, then from n on slack bits. There is one relation for each group, in
 * the order of contests and groups; its lead is the group's first option, which is in no other relation.
 */
export function bitLayout(contests: readonly Contest[]): VectorLayout {
  const n = contests.reduce((count, { options }) => count + options.length, 0);
  const relations: VectorRelation[] = [];
  let [first, m] = [0, n];
  for (const { options, groups } of contests) {
    for (const { min, max, weights } of groups) {
      const lead = first + weights.indexOf(1);
      const slack = slackCoefficients(max - min).map((coefficient, i) => ({ bit: m + i, coefficient }));
      const weighted = weights
        .map((coefficient, i) => ({ bit: first + i, coefficient }))
        .filter(({ bit, coefficient }) => coefficient > 0 && bit !== lead);
      relations.push({ lead, max, terms: [...weighted, ...slack] });
      m += slack.length;
    }
    first += options.length;
  }
  const leads = new Set(relations.map(({ lead }) => lead));
  const free = Array.from({ length: m }, (_, bit) => bit).filter((bit) => !leads.has(bit));
  return { n, m, relations, free };
}

/** Returns all bits of a choice: those of the options, then slack bits, filled from last to first. Throws for a sum outside a group's limits. */
export function bitsOf({ m, n, relations }: VectorLayout, choices: readonly number[]): number[] {
  const bits = [...choices, ...Array<number>(m - n).fill(0)];
  for (const { lead, max, terms } of relations) {
    let left = terms.reduce(
      (rest, { bit, coefficient }) => rest - coefficient * bits[bit]!,
      max - bits[lead]!,
    );
    for (const { bit, coefficient } of terms.toReversed()) {
      if (bit < n || coefficient > left) continue;
      bits[bit] = 1;
      left -= coefficient;
    }
    if (left !== 0) throw new Error('ballot: the choices break a group’s limits');
  }
  return bits;
}

/** Completes values of the free bits with those of the leads: for each relation `total` minus the sum over its other bits. */
export function withLeads<T>(
  { m, relations, free }: VectorLayout,
  values: readonly T[],
  lead: (relation: VectorRelation, valueOf: (bit: number) => T) => T,
): T[] {
  const all = Array<T>(m);
  for (const [i, bit] of free.entries()) all[bit] = values[i]!;
  for (const relation of relations) all[relation.lead] = lead(relation, (bit) => all[bit]!);
  return all;
}
