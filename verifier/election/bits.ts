/** Bits of a ballot, and the relations that they must meet (spec §7.3). @module */
import { slackCoefficients } from './layout.ts';

/** Part of a contest that the relations depend on. */
interface WeightedContest {
  readonly options: number;
  readonly groups: readonly {
    readonly min: number;
    readonly max: number;
    readonly weights: readonly bigint[];
  }[];
}

/** Relation of a group: the lead and the sum of coefficient * bit over the other bits are `max`. */
export interface Relation {
  readonly max: bigint;
  readonly lead: number;
  readonly others: readonly { readonly bit: number; readonly coefficient: bigint }[];
}

/** Bits of a style: those of its ciphertexts, then the slack bits. */
export interface BallotBits {
  readonly count: number;
  readonly relations: readonly Relation[];
}

/** Returns the bits of a style with these contests. */
export function bitsOf(contests: readonly WeightedContest[]): BallotBits {
  const relations: Relation[] = [];
  let slack = contests.reduce((sum, { options }) => sum + options, 0);
  let first = 0;
  for (const { options, groups } of contests) {
    for (const { min, max, weights } of groups) {
      // Specials follow all groups, so the first option of weight 1 is the group's own.
      const lead = first + weights.indexOf(1n);
      const chosen = weights.map((coefficient, option) => ({ bit: first + option, coefficient }));
      const filling = slackCoefficients(max - min).map((coefficient, i) => ({
        bit: slack + i,
        coefficient: BigInt(coefficient),
      }));
      slack += filling.length;
      const others = [...chosen, ...filling].filter(
        ({ bit, coefficient }) => bit !== lead && coefficient > 0n,
      );
      relations.push({ max: BigInt(max), lead, others });
    }
    first += options;
  }
  return { count: slack, relations };
}
