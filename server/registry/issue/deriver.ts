/**
 * Creation of credentials in worker threads, because each derivation intentionally takes thousands of hash rounds.
 * @module
 */

import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { NewCredential } from './fresh.ts';

/**
 * Approximate number of credentials that a running thread makes while another starts. For fewer, one thread is as fast
 * as several.
 */
const CREDENTIALS_PER_THREAD = 40;

export class Deriver {
  readonly #threads: readonly Worker[];

  /** Starts threads for about `total` credentials. The caller must `close` them. */
  constructor(electionId: Uint8Array, total: number) {
    const threads = Math.min(availableParallelism(), Math.ceil(total / CREDENTIALS_PER_THREAD));
    const url = new URL('./derive-worker.mjs', import.meta.url);
    this.#threads = Array.from({ length: threads }, () => new Worker(url, { workerData: electionId }));
  }

  /** Makes `count` credentials. Calls must not overlap. Rejects if a thread breaks. */
  async derive(count: number): Promise<NewCredential[]> {
    const share = Math.ceil(count / this.#threads.length);
    const parts = this.#threads.map(async (thread, i) => {
      const own = Math.max(0, Math.min(share, count - i * share));
      if (own === 0) return [];
      return deriveIn(thread, own);
    });
    return (await Promise.all(parts)).flat();
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

async function deriveIn(thread: Worker, count: number): Promise<NewCredential[]> {
  const answered = new AbortController();
  const { signal } = answered;
  const ended = once(thread, 'exit', { signal }).then(() => {
    throw new Error('a thread that derives credentials ended');
  });
  try {
    thread.postMessage(count);
    const [made] = (await Promise.race([once(thread, 'message', { signal }), ended])) as [NewCredential[]]; // throws on 'error'
    return made;
  } finally {
    answered.abort();
    await ended.catch(() => undefined);
  }
}
