/** Many voters, spread over worker threads. A voter always has the same thread. @module */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Vote } from '../election/choices.ts';
import type { Job, Setup } from './ballot-worker.ts';

/** Number of voters in a job of a thread. */
const CHUNK = 100;

export class ManyVoters {
  readonly #workers: readonly Worker[];

  constructor(setup: Setup, threads: number) {
    const url = new URL('./ballot-worker.mjs', import.meta.url);
    this.#workers = Array.from({ length: threads }, () => new Worker(url, { workerData: setup }));
  }

  /** Returns the encoded credentials of this number of voters, in the order of the voters. */
  async issue(voters: number): Promise<Uint8Array[]> {
    const credentials: Uint8Array[] = [];
    for (const [worker, from, to] of this.#chunks(voters)) {
      const [all] = await ask(worker, { kind: 'issue', count: to - from });
      for (let at = 0; at < all!.length; at += 32) credentials.push(all!.slice(at, at + 32));
    }
    return credentials;
  }

  /** Yields the ballots in the order of the voters. Every thread has one chunk in progress. */
  async *ballots(votes: readonly Vote[]): AsyncGenerator<Uint8Array> {
    const underWay: Promise<Uint8Array[]>[] = [];
    for (const [worker, from, to] of this.#chunks(votes.length)) {
      if (underWay.length === this.#workers.length) yield* await underWay.shift()!;
      const own = votes.slice(from, to).map(({ style, ...rest }) => ({ ...rest, style: style.position }));
      underWay.push(ask(worker, { kind: 'vote', votes: own }));
    }
    for (const chunk of underWay) yield* await chunk;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  /** Yields the chunks of voters with their threads, which take turns. */
  *#chunks(voters: number): Generator<[Worker, from: number, to: number]> {
    for (let from = 0; from < voters; from += CHUNK)
      yield [this.#workers[(from / CHUNK) % this.#workers.length]!, from, Math.min(from + CHUNK, voters)];
  }
}

async function ask(worker: Worker, job: Job): Promise<Uint8Array[]> {
  worker.postMessage(job);
  const [answer] = (await once(worker, 'message')) as [Uint8Array[]];
  return answer;
}
