/**
 * Pipeline that passes ballots to the judge in batches, before the state machine needs their results in order.
 * @module
 */
import type { JudgedBatch } from '../ballot/judged-batch.ts';
import type { Entry } from '../entry.ts';
import { isKind } from '../kinds.ts';
import type { BallotJudge } from '../ballot/ballot-judge.ts';
import { memoryBytes } from '../read-ahead.ts';

/** Memory of a batch in bytes. It is large enough for efficient judging, and small enough to have several batches. */
export const BATCH_BYTES = 1 << 21;

type Judge = Pick<BallotJudge, 'concurrency' | 'judge'>;

/** Batch that was judged. */
export interface Batch {
  readonly entries: readonly Entry[];
  readonly judged: JudgedBatch;
}

/** Place of a judged ballot. */
export interface BatchPlace {
  readonly batch: Batch;
  readonly position: number;
}

interface StartedBatch {
  readonly entries: readonly Entry[];
  readonly batch: Promise<Batch>;
}

export class BallotPipeline {
  readonly #judge: Judge;
  /** Index of the first entry that was neither passed to the judge nor skipped as no ballot. */
  #next = 0;
  #inProgress = 0;
  /** Ballots of the next batch, and their memory in bytes. */
  #batch: Entry[] = [];
  #batchBytes = 0;
  /** Batches in order: the one of the ballot that was asked for last, and those after it. */
  readonly #started: StartedBatch[] = [];
  /** Position of the next ballot in the first of these batches. */
  #position = 0;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /**
   * Returns the place of the judged ballot. Must be called once per ballot, in order. `upcoming` yields the entries
   * that are in memory, from an index on.
   */
  async judgedBallot({ index }: Entry, upcoming: (from: number) => Iterable<Entry>): Promise<BatchPlace> {
    this.#next = Math.max(this.#next, index);
    if (this.#started[0]?.entries.length === this.#position) {
      this.#started.shift();
      this.#position = 0;
    }
    if (this.#started.length === 0 || this.#inProgress < this.#judge.concurrency)
      this.#startFullBatches(upcoming(this.#next));
    // Few ballots are in memory if the batch is not full now. It must not wait for more.
    if (this.#started.length === 0) this.#startBatch();
    const [{ entries, batch }] = this.#started as [StartedBatch];
    const position = this.#position++;
    if (entries[position]!.index !== index) throw new Error('ballots must be asked for in order');
    return { batch: await batch, position };
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
    const entries = this.#batch.splice(0);
    this.#batchBytes = 0;
    this.#inProgress += 1;
    const batch = this.#judge
      .judge(entries)
      .finally(() => (this.#inProgress -= 1))
      .then((judged) => ({ entries, judged }));
    batch.catch(() => undefined); // judgedBallot() reports the error
    this.#started.push({ entries, batch });
  }
}
