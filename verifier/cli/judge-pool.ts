/** Ballots judged by worker threads. @module */
import { Worker } from 'node:worker_threads';
import type { Judges } from '../ballot/judges.ts';
import type { BallotContext, Judged } from '../ballot/judge.ts';
import type { Hinted } from '../entry.ts';
import { type Answer, jobOf, judgedBy, setupOf } from '../ballot/remote.ts';

interface Waiting {
  readonly resolve: (judged: Judged[]) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Jobs that were sent and not answered: a thread answers in their order. */
  readonly waiting: Waiting[];
}

export class JudgePool implements Judges {
  readonly abreast: number;
  readonly #threads: readonly Thread[];
  #failed: Error | undefined;

  constructor(count: number, context: BallotContext) {
    this.abreast = count + 1; // one batch at hand for whoever is done first
    const url = new URL('./judge-worker.mjs', import.meta.url);
    this.#threads = Array.from({ length: count }, () => {
      const thread = { worker: new Worker(url, { workerData: setupOf(context) }), waiting: [] as Waiting[] };
      thread.worker.on('message', (answer: Answer) =>
        thread.waiting.shift()!.resolve(judgedBy(answer, context.arithmetic)),
      );
      for (const event of ['error', 'messageerror'] as const)
        thread.worker.on(event, (error) => this.#fail(error));
      thread.worker.on('exit', (code) => this.#fail(new Error(`a thread ended with exit code ${code}`)));
      return thread;
    });
  }

  judge(entries: readonly Hinted[]): Promise<Judged[]> {
    const [thread] = this.#threads.toSorted((a, b) => a.waiting.length - b.waiting.length);
    const job = jobOf(entries);
    return new Promise((resolve, reject) => {
      if (this.#failed) {
        reject(this.#failed);
        return;
      }
      thread!.waiting.push({ resolve, reject });
      thread!.worker.postMessage(job, [job.bytes.buffer as ArrayBuffer]);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  /** A thread that breaks ends the run: no ballot goes unjudged. */
  #fail(error: Error): void {
    this.#failed ??= error;
    for (const { waiting } of this.#threads) for (const { reject } of waiting.splice(0)) reject(error);
  }
}
