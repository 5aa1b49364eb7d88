/** Interface of a ballot judge, which works in this thread or in others. @module */
import { type BallotContext, judgeBallots } from './judge.ts';
import { type BallotGroup, sumBallots } from './ballot-groups.ts';
import type { JudgedBatch } from './judged-batch.ts';
import type { Entry } from '../entry.ts';

export interface BallotJudge {
  /** Number of batches worth having in progress at once. */
  readonly concurrency: number;
  judge(entries: readonly Pick<Entry, 'bytes'>[]): Promise<JudgedBatch>;
  /** Sums ballots that were judged before. */
  sum(entries: readonly Pick<Entry, 'bytes'>[]): Promise<readonly BallotGroup[]>;
}

/** Makes a judge. Called once, when K is known. */
export type MakeBallotJudge = (context: BallotContext) => BallotJudge;

export const judgeInThisThread: MakeBallotJudge = (context) => ({
  concurrency: 1,
  judge: async (entries) => judgeBallots(entries, context),
  sum: async (entries) => sumBallots(entries, context.election, context.arithmetic),
});
