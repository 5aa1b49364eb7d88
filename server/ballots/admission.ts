/**
 * Admission control in front of the ballot box: a ballot that could not be checked and stored in time is refused at once,
 * and told when to come back, instead of waiting until nobody waits for it any more. What follows, the board's and its
 * witnesses' work, is not counted: it takes as long for one ballot as for many.
 * @module
 */

import type { IncomingMessage } from 'node:http';
import type { Problem } from '../http/problem.ts';
import { ballotProblem } from './problems.ts';

/** A ballot is admitted if it can expect to be stored within so many seconds. */
const TARGET = 1.3;
/** Ballots a second that are expected where nothing else was measured. */
const EXPECTED = 200;
/** So many are always admitted, for a node that stood still has to find out what it can do. */
const LEAST = 64;
/** Ballots are counted in slices of so long, over as many slices. */
const SLICE_MS = 250;
const SLICES = 8;
const WINDOW = (SLICES * SLICE_MS) / 1000;
/** The share by which a capacity that nothing confirms comes nearer to what is expected, with each slice. */
const FORGOTTEN = 0.02;
/** The routes of routes.ts and envelopes.ts that bring a ballot. */
const BRINGS_BALLOT = /^\/(ballots|challenges|envelopes)(\?|$)/;
/** Seconds after which the refused come back: at random between the two, so that they do not come all at once. */
const COME_BACK = { least: 2, most: 8 } as const;

export class Admission {
  /** Since the start. */
  refused = 0;
  private readonly now: () => number;
  private underWay = 0;
  /** Ballots stored and refused, by slice of time, the youngest last. */
  private slices = Array.from({ length: SLICES }, () => ({ stored: 0, refused: 0 }));
  private slice: number;
  /** Ballots a second that this node can check and store, as far as it has shown. */
  private capacity = EXPECTED;

  /** `now`: milliseconds of a clock that never jumps. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
    this.slice = Math.floor(now() / SLICE_MS);
  }

  /**
   * Ballots that may be under way at a time. By Little's law their number is the ballots a second times the mean time
   * that one takes, so the limit keeps that time near the target, however fast this machine is now.
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

  /** Does the work of one ballot until it is stored; throws `busy` if there is no room. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const refusal = this.refusal();
    if (refusal) throw refusal;
    this.underWay += 1;
    try {
      const stored = await work();
      this.turn();
      this.slices.at(-1)!.stored += 1;
      return stored;
    } finally {
      this.underWay -= 1;
    }
  }

  private refusal(): Problem | undefined {
    if (this.underWay < this.limit) return undefined;
    this.slices.at(-1)!.refused += 1;
    this.refused += 1;
    const { least, most } = COME_BACK;
    return ballotProblem('busy').after(least + Math.floor(Math.random() * (most - least + 1)));
  }

  /**
   * Begins a new slice if it is time, and measures. Only a node that had to refuse shows all that it can do: otherwise it
   * stored as many ballots as there were, and may be able to store more.
   */
  private turn(): void {
    const slice = Math.floor(this.now() / SLICE_MS);
    if (slice === this.slice) return;
    const sum = (of: 'stored' | 'refused'): number => this.slices.reduce((n, own) => n + own[of], 0);
    const rate = sum('stored') / WINDOW;
    const passed = slice - this.slice;
    if (sum('refused') > 0) this.capacity = rate;
    else {
      const forgotten = (EXPECTED - this.capacity) * (1 - (1 - FORGOTTEN) ** passed);
      this.capacity = Math.max(this.capacity + forgotten, rate);
    }
    const fresh = Array.from({ length: Math.min(passed, SLICES) }, () => ({ stored: 0, refused: 0 }));
    this.slices = [...this.slices, ...fresh].slice(-SLICES);
    this.slice = slice;
  }
}
