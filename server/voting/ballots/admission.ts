/**
 * Admission control in front of the ballot box: a ballot that could not get its receipt in time is rejected at once
 * with a time to retry, instead of waiting until its client has given up.
 * @module
 */

import type { IncomingMessage } from 'node:http';
import type { Problem } from '../../shared/http/problem.ts';
import { ballotProblem } from './problems.ts';

/** Longest expected time to a receipt, in seconds and without the witnesses' time, at which a ballot is admitted. */
const TARGET_SECONDS = 1.4;
/** Assumed capacity in ballots per second until it is measured. */
const DEFAULT_CAPACITY = 300;
/** Number of ballots in progress that is always allowed, so that a node that was idle can measure its capacity. */
const MIN_LIMIT = 64;
/** Length of a time slice. Ballots are counted over a window of SLICE_COUNT slices. */
const SLICE_MS = 250;
const SLICE_COUNT = 8;
const WINDOW_SECONDS = (SLICE_COUNT * SLICE_MS) / 1000;
/** Fraction of the difference by which an unconfirmed capacity returns to the assumed one in each slice. */
const DECAY_PER_SLICE = 0.02;
/** Paths of the routes that receive a ballot (routes.ts). */
const BALLOT_PATH = /^\/(ballots|challenges|envelopes)(\?|$)/;
/** Range of the random retry delay, in seconds: rejected clients must not all return at once. */
const RETRY_SECONDS = { least: 2, most: 8 } as const;

/** Slot of a ballot in progress. */
export interface Slot {
  /**
   * Releases the slot; further calls do nothing. `done`: whether all work for the ballot that load can delay is
   * complete.
   */
  release(how: { readonly done: boolean }): void;
}

export class Admission {
  /** Number of ballots rejected since the start. */
  refused = 0;
  readonly #witnessing: () => number;
  readonly #now: () => number;
  #underWay = 0;
  /** Ballots done and refused, by time slice, the latest last. */
  #slices = Array.from({ length: SLICE_COUNT }, () => ({ done: 0, refused: 0 }));
  #slice: number;
  /** Measured capacity of this node, in ballots per second. */
  #capacity = DEFAULT_CAPACITY;

  /** `witnessing` returns the witnesses' time in seconds; `now` returns milliseconds of a monotonic clock. */
  constructor(witnessing: () => number, now: () => number = () => performance.now()) {
    this.#witnessing = witnessing;
    this.#now = now;
    this.#slice = Math.floor(now() / SLICE_MS);
  }

  /**
   * Maximum number of ballots in progress. By Little's law that number is the ballots per second times the mean time of
   * one, so the limit keeps that time near the target, however fast this machine is now. Fewer ballots would not make
   * witnesses faster, so their time is added.
   */
  get limit(): number {
    this.#advance();
    return Math.max(MIN_LIMIT, Math.ceil(this.#capacity * (TARGET_SECONDS + this.#witnessing())));
  }

  get load(): number {
    return this.#underWay;
  }

  /**
   * Returns `busy` for a request to cast or open a ballot if there is no room. It is called before the request is read.
   */
  readonly gate = ({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>): Problem | undefined =>
    method === 'POST' && BALLOT_PATH.test(url) ? this.#refusal() : undefined;

  /** Takes a slot for one ballot; throws `busy` if there is no room. The caller must release it. */
  enter(): Slot {
    const refusal = this.#refusal();
    if (refusal) throw refusal;
    this.#underWay += 1;
    let released = false;
    return {
      release: ({ done }) => {
        if (released) return;
        released = true;
        this.#underWay -= 1;
        if (!done) return;
        this.#advance();
        this.#slices.at(-1)!.done += 1;
      },
    };
  }

  #refusal(): Problem | undefined {
    if (this.#underWay < this.limit) return undefined;
    this.#slices.at(-1)!.refused += 1;
    this.refused += 1;
    const { least, most } = RETRY_SECONDS;
    return ballotProblem('busy').after(least + Math.floor(Math.random() * (most - least + 1)));
  }

  /**
   * Begins a new slice if it is due, and updates the capacity. Only a node that had to refuse shows its full capacity:
   * otherwise it processed all ballots that came, and may be able to process more.
   */
  #advance(): void {
    const slice = Math.floor(this.#now() / SLICE_MS);
    if (slice === this.#slice) return;
    const sum = (of: 'done' | 'refused'): number => this.#slices.reduce((n, own) => n + own[of], 0);
    const rate = sum('done') / WINDOW_SECONDS;
    const passed = slice - this.#slice;
    if (sum('refused') > 0) this.#capacity = rate;
    else {
      const regained = (DEFAULT_CAPACITY - this.#capacity) * (1 - (1 - DECAY_PER_SLICE) ** passed);
      this.#capacity = Math.max(this.#capacity + regained, rate);
    }
    const added = Array.from({ length: Math.min(passed, SLICE_COUNT) }, () => ({ done: 0, refused: 0 }));
    this.#slices = [...this.#slices, ...added].slice(-SLICE_COUNT);
    this.#slice = slice;
  }
}
