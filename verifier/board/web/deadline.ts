/** Timeout that received bytes extend: a slow server may take long, a silent one may not. @module */

/** Lowest accepted rate in bytes per millisecond; about 16 kB per second. */
const MIN_BYTES_PER_MS = 16;
/** Delay of a timer which shows that the program itself was busy, so that received data may still be unread. */
const BUSY_MS = 100;

export class Deadline {
  readonly #controller = new AbortController();
  /** Resolves when the time is over, or at a call of `abort`. */
  readonly expired = new Promise<void>((resolve) => {
    this.signal.addEventListener('abort', () => resolve());
  });
  readonly #timeoutMs: number;
  #expiresAt: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number) {
    this.#timeoutMs = milliseconds;
    this.#expiresAt = performance.now() + milliseconds;
    this.#arm();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Extends the deadline by the time that these received bytes may take at the lowest rate. */
  extend(bytes: number): void {
    this.#expiresAt += bytes / MIN_BYTES_PER_MS;
    this.#arm();
  }

  abort(): void {
    this.#controller.abort();
  }

  /** Cancels the timer. */
  clear(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onTimer(), this.#expiresAt - performance.now());
  }

  #onTimer(): void {
    const now = performance.now();
    if (now - this.#expiresAt < BUSY_MS) {
      this.abort();
    } else {
      this.#expiresAt = now + this.#timeoutMs;
      this.#arm();
    }
  }
}
