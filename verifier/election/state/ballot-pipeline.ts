/**
 * Pipeline that passes ballots to the judge in batches, before the state machine needs their results in order.
 * @module
 */
import type { JudgedBallot } from '../ballot/judge.ts';
import type { Entry } from '../entry.ts';
import { isKind } from '../kinds.ts';
import type { BallotJudge } from '../ballot/ballot-judge.ts';
import { memoryBytes } from '../read-ahead.ts';

/** Memory of a batch in bytes. It is large enough for efficient judging, and small enough to have several batches. */
export const BATCH_BYTES = 1 << 21;

export class BallotPipeline {
  readonly #judge: BallotJudge;
  /** Index of the first entry that was neither passed to the judge nor skipped as no ballot. */
  #next = 0;
  #inProgress = 0;
  /** Ballots of the next batch, and their memory in bytes. */
  #batch: Entry[] = [];
  #batchBytes = 0;
  readonly #judged = new Map<number, Promise<JudgedBallot>>();

  constructor(judge: BallotJudge) {
    this.#judge = judge;
  }

  /**
   * Returns the judged ballot. Must be called once per ballot, in order. `upcoming` yields the entries that are
   * in memory, from an index on.
   */
  judgedBallot({ index }: Entry, upcoming: (from: number) => Iterable<Entry>): Promise<JudgedBallot> {
    this.#next = Math.max(this.#next, index);
    if (!this.#judged.has(index) || this.#inProgress < this.#judge.concurrency)
      this.#startFullBatches(upcoming(this.#next));
    // Few ballots are in memory if the batch is not full now. It must not wait for more.
    if (!this.#judged.has(index)) this.#startBatch();
    const judged = this.#judged.get(index)!;
    this.#judged.delete(index);
    return judged;
  }

  #startFullBatches(upcoming: Iterable<Entry>): void {
    for (const entry of upcoming) {
      if (isKind(entry.bytes, 'ballot') || isKind(entry.bytes, 'challengedBallot')) {
        this.#batch.push(entry);
        this.#batchBytes += memoryBytes(entry);
      }
      this.#next = entry.index + 1;
      if (this.#batchBytes < BATCH_BYTES) continue;
      this.#startBatch();
      if (this.#inProgress >= this.#judge.concurrency) return;
    }
  }

  #startBatch(): void {
    const batch = this.#batch.splice(0);
    this.#batchBytes = 0;
    this.#inProgress += 1;
    const judged = this.#judge.judge(batch).finally(() => (this.#inProgress -= 1));
    for (const [i, { index }] of batch.entries()) {
      const own = judged.then((all) => all[i]!);
      own.catch(() => undefined); // judgedBallot() reports the error
      this.#judged.set(index, own);
    }
  }
}
