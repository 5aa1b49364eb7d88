/** Judgements of the ballots of a batch, and the sums of the valid ones. @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import type { ElementList } from '../../crypto/arithmetic/element-list.ts';
import type { CheckId } from '../../findings/checks.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';

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
      readonly fault: BallotFault | undefined;
    };

/**
 * Ballots without a fault that have the same style and unit, and the sums of their ciphertexts. Which of them count
 * depends on earlier entries, so the state machine corrects the sums if some do not.
 */
export interface BallotGroup {
  readonly stylePosition: number;
  readonly unit: number;
  /** Positions in the batch, ascending. */
  readonly positions: Uint32Array;
  /** Sums of pad and of data of each option. */
  readonly sums: ElementList;
}

export interface JudgedBatch {
  /** Judgements in the order of the batch. */
  readonly ballots: readonly JudgedBallot[];
  /** Groups, in which each ballot without a fault occurs once. */
  readonly groups: readonly BallotGroup[];
}

/** Ballot without a fault. */
export interface ValidBallot {
  readonly stylePosition: number;
  readonly unit: number;
  /** Pad and data of each option. */
  readonly ciphertexts: ElementList;
}

/** Groups the valid ballots of a batch. The others are undefined. */
export function groupBallots(
  batch: readonly (ValidBallot | undefined)[],
  arithmetic: Arithmetic,
): BallotGroup[] {
  const groups = new Map<number, { readonly positions: number[]; readonly ballots: ValidBallot[] }>();
  for (const [position, ballot] of batch.entries()) {
    if (!ballot) continue;
    const key = ballot.stylePosition * 2 ** 16 + ballot.unit; // both have 16 bits
    const group = groups.get(key) ?? { positions: [], ballots: [] };
    groups.set(key, group);
    group.positions.push(position);
    group.ballots.push(ballot);
  }
  return Array.from(groups.values(), ({ positions, ballots }) => ({
    stylePosition: ballots[0]!.stylePosition,
    unit: ballots[0]!.unit,
    positions: Uint32Array.from(positions),
    sums: arithmetic.addLists(ballots.map(({ ciphertexts }) => ciphertexts)),
  }));
}
