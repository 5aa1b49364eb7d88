/** Alarms told to a web address: in the background, a few times each, and never anywhere else. @module */
import { setTimeout as pause } from 'node:timers/promises';

/** In milliseconds. */
export interface Pace {
  /** For one answer. */
  readonly patience: number;
  /** Before the second try; doubled before each one after it. */
  readonly pause: number;
}

export const usualPace: Pace = { patience: 10_000, pause: 1000 };

const TRIES = 4;
/** Alarms that wait for their turn: more than these are dropped, and that is told. */
const MOST = 100;

export class Webhook {
  readonly #url: URL;
  readonly #failed: (reason: string) => void;
  readonly #pace: Pace;
  readonly #stop = new AbortController();
  #waiting = 0;
  #turn: Promise<void> = Promise.resolve();

  /** `failed` hears why an alarm could not be told; never with the address, which may hold a secret. */
  constructor(url: URL, failed: (reason: string) => void, pace = usualPace) {
    this.#url = url;
    this.#failed = failed;
    this.#pace = pace;
  }

  /** Returns at once; alarms are told one after another. */
  tell(alarm: unknown): void {
    if (this.#waiting >= MOST) {
      this.#failed(`${MOST} alarms are waiting already`);
      return;
    }
    this.#waiting += 1;
    const body = JSON.stringify(alarm);
    this.#turn = this.#turn.then(() => this.#deliver(body)).finally(() => (this.#waiting -= 1));
  }

  /** Waits for those under way, this many milliseconds at most. */
  async close(milliseconds: number): Promise<void> {
    const late = setTimeout(() => this.#stop.abort(), milliseconds);
    await this.#turn;
    clearTimeout(late);
  }

  async #deliver(body: string): Promise<void> {
    let reason = 'no time was left';
    for (
      let left = TRIES, wait = this.#pace.pause;
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

  /** Undefined if it was taken. */
  async #try(body: string): Promise<string | undefined> {
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(this.#pace.patience)]);
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
