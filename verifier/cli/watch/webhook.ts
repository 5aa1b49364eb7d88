/**
 * Webhook: sends alarms to a web address in the background, with a few tries each. Does not follow redirects.
 * @module
 */
import { setTimeout as pause } from 'node:timers/promises';

/** Timeout and pause of tries, in milliseconds. */
export interface RetryPolicy {
  /** Timeout of one request. */
  readonly timeoutMs: number;
  /** Pause before the second try; doubled before each later one. */
  readonly firstPauseMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { timeoutMs: 10_000, firstPauseMs: 1000 };

const MAX_TRIES = 4;
/** Maximum number of queued alarms. Further alarms are dropped, and `failed` is called. */
const MAX_QUEUED = 100;

export class Webhook {
  readonly #url: URL;
  readonly #failed: (reason: string) => void;
  readonly #policy: RetryPolicy;
  readonly #stop = new AbortController();
  #queued = 0;
  #queue: Promise<void> = Promise.resolve();

  /**
   * `failed`: called with the reason if an alarm could not be sent. The reason never has the address, which may
   * contain a secret.
   */
  constructor(url: URL, failed: (reason: string) => void, policy = defaultRetryPolicy) {
    this.#url = url;
    this.#failed = failed;
    this.#policy = policy;
  }

  /** Enqueues an alarm and returns at once. Alarms are sent one after another. */
  send(alarm: unknown): void {
    if (this.#queued >= MAX_QUEUED) {
      this.#failed(`${MAX_QUEUED} alarms are waiting already`);
      return;
    }
    this.#queued += 1;
    const body = JSON.stringify(alarm);
    this.#queue = this.#queue.then(() => this.#deliver(body)).finally(() => (this.#queued -= 1));
  }

  /** Waits until the queued alarms are sent, at most this many milliseconds. Then aborts the rest. */
  async close(milliseconds: number): Promise<void> {
    const late = setTimeout(() => this.#stop.abort(), milliseconds);
    await this.#queue;
    clearTimeout(late);
  }

  async #deliver(body: string): Promise<void> {
    let reason = 'no time was left';
    for (
      let left = MAX_TRIES, wait = this.#policy.firstPauseMs;
      left > 0 && !this.#stop.signal.aborted;
      left -= 1, wait *= 2
    ) {
      const answer = await this.#try(body);
      if (answer === undefined) return;
      reason = answer;
      if (left > 1) await pause(wait, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
    this.#failed(reason);
  }

  /** Sends a request. Returns undefined on success, or the reason of the failure. */
  async #try(body: string): Promise<string | undefined> {
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(this.#policy.timeoutMs)]);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'manual',
        credentials: 'omit',
        signal,
      });
      await response.body?.cancel();
      return response.ok ? undefined : `status ${response.status}`;
    } catch (error) {
      const { cause } = error instanceof Error ? error : {};
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
      return signal.aborted ? 'it takes too long' : (code ?? 'no connection');
    }
  }
}
