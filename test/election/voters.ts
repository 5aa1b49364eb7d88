/** Voters of a rehearsal, spread over worker threads. @module */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Job, JobResult } from './ballot-worker.ts';

/** Maximum number of queued jobs per worker: enough to keep workers busy, few enough to bound memory. */
const JOBS_PER_WORKER = 4;

/** Callbacks of a job that has no answer yet. */
interface Waiting {
  readonly resolve: (result: JobResult) => void;
  readonly reject: (error: Error) => void;
}

export class Voters {
  readonly #workers: readonly Worker[];

  constructor(manifest: Uint8Array) {
    const url = new URL('./ballot-worker.mjs', import.meta.url);
    this.#workers = Array.from(
      { length: availableParallelism() },
      () => new Worker(url, { workerData: manifest }),
    );
  }

  /** Runs the jobs in parallel and yields their results in order. A voter's jobs go to the same worker. */
  async *run(jobs: Iterable<Job>): AsyncGenerator<JobResult> {
    const waiting: Promise<JobResult>[] = [];
    for (const job of jobs) {
      waiting.push(this.#send(job));
      if (waiting.length >= JOBS_PER_WORKER * this.#workers.length) yield await waiting.shift()!;
    }
    for (const result of waiting) yield await result;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  readonly #queues = new Map<Worker, Waiting[]>();

  #send(job: Job): Promise<JobResult> {
    const worker = this.#workers[job.voter % this.#workers.length]!;
    return new Promise((resolve, reject) => {
      this.#queueOf(worker).push({ resolve, reject });
      worker.postMessage(job);
    });
  }

  /**
   * Returns the queue of a worker's jobs. Answers come in the order of the jobs, because a worker does one at a time.
   */
  #queueOf(worker: Worker): Waiting[] {
    let queue = this.#queues.get(worker);
    if (!queue) {
      queue = [];
      this.#queues.set(worker, queue);
      const own = queue;
      worker.on('message', (result: JobResult) => own.shift()!.resolve(result));
      worker.on('error', (error) => own.splice(0).forEach((waiting) => waiting.reject(error)));
    }
    return queue;
  }
}
