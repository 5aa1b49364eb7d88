/**
 * Admission control in front of the ballot box: a ballot that could not get its receipt in time is refused at once, and
 * told when to come back, instead of waiting until nobody waits for it any more.
 * @module
 */

import type { IncomingMessage } from 'node:http';
import type { Problem } from '../http/problem.ts';
import { ballotProblem } from './problems.ts';

/** A ballot is admitted if it can expect its receipt within so many seconds. */
const TARGET = 1.6;
/** Receipts a second that are expected before anything was measured. */
const EXPECTED = 200;
/** So many are always admitted, for a node that stood still has to find out what it can do. */
const LEAST = 32;
/** Receipts are counted in slices of so long, over as many slices. */
const SLICE_MS = 250;
const SLICES = 8;
const WINDOW = (SLICES * SLICE_MS) / 1000;
/** The routes of routes.ts and envelopes.ts that end in a receipt. */
const BRINGS_BALLOT = /^\/(ballots|challenges|envelopes)(\?|$)/;
/** Seconds after which the refused come back: at random between the two, so that they do not come all at once. */
const COME_BACK = { least: 2, most: 8 } as const;

export class Admission {
  private readonly now: () => number;
  /** Since the start. */
  refused = 0;
  private underWay = 0;
  /** Receipts and refusals by slice of time, the youngest last. */
  private slices = Array.from({ length: SLICES }, () => ({ receipts: 0, refusals: 0 }));
  private slice: number;
  /** Receipts a second that this node can give, as far as it has shown. */
  private capacity = EXPECTED;

  /** `now`: milliseconds of a clock that never jumps. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
    this.slice = Math.floor(now() / SLICE_MS);
  }

  /**
   * Ballots that may be under way at a time. By Little's law their number is the receipts a second times the mean time
   * to a receipt, so the limit keeps that time near the target, however fast this machine is now.
   */
  get limit(): number {
    this.turn();
    return Math.max(LEAST, Math.ceil(this.capacity * TARGET));
  }

  get load(): number {
    return this.underWay;
  }

  /** Returns `busy` for a request that brings a ballot, if there is no room: asked before anything of it is read. */
  readonly gate = ({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>): Problem | undefined =>
    method === 'POST' && BRINGS_BALLOT.test(url) ? this.refusal() : undefined;

  /** Does the work of one ballot that ends in its receipt; throws `busy` if there is no room. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const refusal = this.refusal();
    if (refusal) throw refusal;
    this.underWay += 1;
    try {
      const receipted = await work();
      this.turn();
      this.slices.at(-1)!.receipts += 1;
      return receipted;
    } finally {
      this.underWay -= 1;
    }
  }

  private refusal(): Problem | undefined {
    if (this.underWay < this.limit) return undefined;
    this.slices.at(-1)!.refusals += 1;
    this.refused += 1;
    const { least, most } = COME_BACK;
    return ballotProblem('busy').after(least + Math.floor(Math.random() * (most - least + 1)));
  }

  /**
   * Begins a new slice if it is time, and measures. Only a node that had to refuse shows all that it can do: otherwise it
   * gave as many receipts as there were ballots, and may be able to give more.
   */
  private turn(): void {
    const slice = Math.floor(this.now() / SLICE_MS);
    if (slice === this.slice) return;
    const sum = (of: 'receipts' | 'refusals'): number => this.slices.reduce((n, own) => n + own[of], 0);
    const rate = sum('receipts') / WINDOW;
    this.capacity = sum('refusals') > 0 ? rate : Math.max(this.capacity, rate);
    const passed = Math.min(slice - this.slice, SLICES);
    const fresh = Array.from({ length: passed }, () => ({ receipts: 0, refusals: 0 }));
    this.slices = [...this.slices.slice(passed), ...fresh];
    this.slice = slice;
  }
}
