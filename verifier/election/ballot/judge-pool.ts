/** Pool of threads that judge ballots, in Node or in a browser. @module */
import type { Entry } from '../entry.ts';
import type { BallotContext } from './judge.ts';
import type { BallotGroup } from './ballot-groups.ts';
import type { JudgedBatch } from './judged-batch.ts';
import type { BallotJudge } from './ballot-judge.ts';
import {
  type JudgeAnswer,
  type JudgeJob,
  makeJob,
  readAnswer,
  type ThreadSetup,
  makeSetup,
} from './thread-messages.ts';

/** Running thread. It answers jobs in order. */
export interface Thread {
  /** Sends a job. Its bytes are transferred, not copied. */
  send(job: JudgeJob): void;
  /** Ends the thread, even in the middle of a job. */
  end(): unknown;
}

/** Starts a thread. Each answer goes to `onAnswer`, each error to `onError`. */
export type StartThread = (
  setup: ThreadSetup,
  onAnswer: (answer: JudgeAnswer) => void,
  onError: (error: Error) => void,
) => Thread;

interface PendingJob {
  /** Number of entries. */
  readonly entries: number;
  readonly resolve: (judged: JudgedBatch) => void;
  readonly reject: (error: Error) => void;
}

interface PoolThread {
  readonly thread: Thread;
  /** Jobs sent and not yet answered. */
  readonly waiting: PendingJob[];
}

export class JudgePool implements BallotJudge {
  readonly concurrency: number;
  readonly #threads: readonly PoolThread[];
  #failed: Error | undefined;

  constructor(count: number, context: BallotContext, start: StartThread) {
    this.concurrency = count + 1; // one extra batch is ready for the thread that finishes first
    const setup = makeSetup(context);
    this.#threads = Array.from({ length: count }, () => {
      const waiting: PendingJob[] = [];
      const thread = start(
        setup,
        (answer) => {
          const { entries, resolve } = waiting.shift()!;
          resolve(readAnswer(answer, entries, context));
        },
        (error) => this.#fail(error),
      );
      return { thread, waiting };
    });
  }

  judge(entries: readonly Pick<Entry, 'bytes'>[]): Promise<JudgedBatch> {
    return this.#send(makeJob('judge', entries));
  }

  async sum(entries: readonly Pick<Entry, 'bytes'>[]): Promise<readonly BallotGroup[]> {
    return (await this.#send(makeJob('sum', entries))).groups;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ thread }) => thread.end()));
  }

  #send(job: JudgeJob): Promise<JudgedBatch> {
    const [member] = this.#threads.toSorted((a, b) => a.waiting.length - b.waiting.length);
    const entries = job.lengths.length;
    return new Promise((resolve, reject) => {
      if (this.#failed) {
        reject(this.#failed);
        return;
      }
      member!.waiting.push({ entries, resolve, reject });
      member!.thread.send(job);
    });
  }

  /** Rejects all pending jobs and any later one after a thread failed, so that no ballot goes unjudged. */
  #fail(error: Error): void {
    this.#failed ??= error;
    for (const { waiting } of this.#threads) for (const { reject } of waiting.splice(0)) reject(error);
  }
}
