/** Who judges ballots: this thread, or others. @module */
import { type BallotContext, type Judged, judgeBallots } from './judge.ts';
import type { Hinted } from '../entry.ts';

export interface Judges {
  /** So many batches are worth having under way at once. */
  readonly abreast: number;
  judge(entries: readonly Hinted[]): Promise<Judged[]>;
}

/** Called once, when K is known. */
export type JudgesFor = (context: BallotContext) => Judges;

export const thisThread: JudgesFor = (context) => ({
  abreast: 1,
  judge: async (entries) => judgeBallots(entries, context),
});
