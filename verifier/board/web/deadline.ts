/** A time limit that grows with what has come: a slow server may take long, a silent one may not. @module */

/** Bytes a millisecond: some 16 kB a second. */
const SLOWEST = 16;
/** Milliseconds: an alarm that is later than this says that the program itself was busy, and what came lies unread. */
const BUSY = 100;

export class Deadline {
  readonly #controller = new AbortController();
  /** When the time is over, or was cut short. */
  readonly over = new Promise<void>((resolve) => {
    this.signal.addEventListener('abort', () => resolve());
  });
  readonly #patience: number;
  #at: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number) {
    this.#patience = milliseconds;
    this.#at = performance.now() + milliseconds;
    this.#arm();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** So many bytes have come. */
  extend(bytes: number): void {
    this.#at += bytes / SLOWEST;
    this.#arm();
  }

  abort(): void {
    this.#controller.abort();
  }

  /** It is not needed any more. */
  end(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ring(), this.#at - performance.now());
  }

  #ring(): void {
    const now = performance.now();
    if (now - this.#at < BUSY) {
      this.abort();
    } else {
      this.#at = now + this.#patience;
      this.#arm();
    }
  }
}
