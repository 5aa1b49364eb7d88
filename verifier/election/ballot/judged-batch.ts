/** Judgements of the ballots of a batch, and the sums of the valid ones. @module */
import type { CheckId } from '../../findings/checks.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import type { BallotGroup } from './ballot-groups.ts';

/** First check that a ballot fails, and the sentence of the finding. */
export interface BallotFault {
  readonly check: CheckId;
  readonly says: Sentence;
}

export type JudgedBallot =
  | { readonly kind: 'malformed'; readonly says: Sentence }
  | {
      readonly kind: 'ballot' | 'challenged';
      readonly stylePosition: number;
      /** Whether two of its pads are equal (§7.7). */
      readonly hasEqualPads: boolean;
      readonly fault: BallotFault | undefined;
    };

export interface JudgedBatch {
  /** Judgements in the order of the batch. */
  readonly ballots: readonly JudgedBallot[];
  /** Groups, in which each ballot without a fault and without equal pads occurs once. */
  readonly groups: readonly BallotGroup[];
}
