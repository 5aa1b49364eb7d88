/**
 * Ballot checks in worker threads, which do not block the event loop. A single ballot is checked alone; ballots that
 * arrive while all threads are busy are checked as a batch, which costs less per ballot as the batch grows.
 * @module
 */

import { Worker } from 'node:worker_threads';
import type { Checked, CheckResult, CheckSetup } from './check-worker.ts';

/** Largest batch. A voter in it waits for all the others. */
const MAX_BATCH = 64;

interface Waiting {
  readonly what: Checked;
  readonly resolve: (result: CheckResult) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Batch that the thread is checking now. */
  batch: readonly Waiting[];
}

export class BallotChecks {
  readonly #threads: readonly Thread[];
  readonly #waiting: Waiting[] = [];
  #ended: Error | undefined;

  readonly #onBroken: (error: Error) => void;

  /** Starts the threads. The caller must `close` them. `onBroken` is called when a thread breaks by itself. */
  constructor(setup: CheckSetup, threads: number, onBroken: (error: Error) => void = () => undefined) {
    this.#onBroken = onBroken;
    const url = new URL('./check-worker.mjs', import.meta.url);
    this.#threads = Array.from({ length: threads }, () => {
      const thread: Thread = { worker: new Worker(url, { workerData: setup }), batch: [] };
      thread.worker.on('message', (results: readonly CheckResult[]) => {
        const { batch } = thread;
        thread.batch = [];
        for (const [i, { resolve }] of batch.entries()) resolve(results[i]);
        this.#dispatch();
      });
      for (const event of ['error', 'messageerror'] as const)
        thread.worker.on(event, (error) => this.#break(error));
      thread.worker.on('exit', (code) => this.#break(new Error(`a thread ended with exit code ${code}`)));
      return thread;
    });
  }

  /**
   * Returns the fault of a ballot, if any. Rejects if it could not be checked, which says nothing about the ballot.
   * After a thread has broken every call rejects, and the owner has to create a new instance.
   */
  check(what: Checked): Promise<CheckResult> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(this.#ended);
        return;
      }
      this.#waiting.push({ what, resolve, reject });
      this.#dispatch();
    });
  }

  /** Number of ballots that no thread has taken yet. */
  get backlog(): number {
    return this.#waiting.length;
  }

  async close(): Promise<void> {
    this.#end(new Error('ballot checks were closed'));
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #dispatch(): void {
    for (const thread of this.#threads) {
      if (this.#waiting.length === 0) return;
      if (thread.batch.length > 0) continue;
      thread.batch = this.#waiting.splice(0, MAX_BATCH);
      thread.worker.postMessage(thread.batch.map(({ what }) => what));
    }
  }

  #break(error: Error): void {
    if (!this.#ended) this.#onBroken(error);
    this.#end(error);
  }

  /** Rejects all pending checks, so that no caller waits without end. */
  #end(error: Error): void {
    this.#ended ??= error;
    const unanswered = [...this.#waiting.splice(0), ...this.#threads.flatMap(({ batch }) => batch)];
    for (const { reject } of unanswered) reject(this.#ended);
  }
}
