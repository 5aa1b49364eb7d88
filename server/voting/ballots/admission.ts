/**
 * Admission control in front of the ballot box: a ballot that could not get its receipt in time is refused at once, and
 * told when to come back, instead of waiting until nobody waits for it any more.
 * @module
 */

import type { IncomingMessage } from 'node:http';
import type { Problem } from '../../shared/http/problem.ts';
import { ballotProblem } from './problems.ts';

/** A ballot is admitted if it can expect its receipt within so many seconds, beside the time that witnesses take. */
const TARGET = 1.4;
/** Ballots a second that are expected where nothing else was measured. */
const EXPECTED = 300;
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

/** A place among the ballots under way. */
export interface Place {
  /** Gives it back, once; `done`: all was done for the ballot that load can delay. */
  leave(how: { readonly done: boolean }): void;
}

export class Admission {
  /** Since the start. */
  refused = 0;
  readonly #witnessing: () => number;
  readonly #now: () => number;
  #underWay = 0;
  /** Ballots done and refused, by slice of time, the youngest last. */
  #slices = Array.from({ length: SLICES }, () => ({ done: 0, refused: 0 }));
  #slice: number;
  /** Ballots a second that this node can do, as far as it has shown. */
  #capacity = EXPECTED;

  /** `witnessing`: seconds that witnesses take; `now`: milliseconds of a clock that never jumps. */
  constructor(witnessing: () => number, now: () => number = () => performance.now()) {
    this.#witnessing = witnessing;
    this.#now = now;
    this.#slice = Math.floor(now() / SLICE_MS);
  }

  /**
   * Ballots that may be under way at a time. By Little's law their number is the ballots a second times the mean time
   * that one takes, so the limit keeps that time near the target, however fast this machine is now. Fewer ballots would
   * not make witnesses faster: their time is added.
   */
  get limit(): number {
    this.#turn();
    return Math.max(LEAST, Math.ceil(this.#capacity * (TARGET + this.#witnessing())));
  }

  get load(): number {
    return this.#underWay;
  }

  /** Returns `busy` for a request that brings a ballot, if there is no room: asked before anything of it is read. */
  readonly gate = ({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>): Problem | undefined =>
    method === 'POST' && BRINGS_BALLOT.test(url) ? this.#refusal() : undefined;

  /** Takes a place for one ballot; throws `busy` if there is no room. Whoever has it must leave it. */
  enter(): Place {
    const refusal = this.#refusal();
    if (refusal) throw refusal;
    this.#underWay += 1;
    let left = false;
    return {
      leave: ({ done }) => {
        if (left) return;
        left = true;
        this.#underWay -= 1;
        if (!done) return;
        this.#turn();
        this.#slices.at(-1)!.done += 1;
      },
    };
  }

  #refusal(): Problem | undefined {
    if (this.#underWay < this.limit) return undefined;
    this.#slices.at(-1)!.refused += 1;
    this.refused += 1;
    const { least, most } = COME_BACK;
    return ballotProblem('busy').after(least + Math.floor(Math.random() * (most - least + 1)));
  }

  /**
   * Begins a new slice if it is time, and measures. Only a node that had to refuse shows all that it can do: otherwise it
   * did as many ballots as there were, and may be able to do more.
   */
  #turn(): void {
    const slice = Math.floor(this.#now() / SLICE_MS);
    if (slice === this.#slice) return;
    const sum = (of: 'done' | 'refused'): number => this.#slices.reduce((n, own) => n + own[of], 0);
    const rate = sum('done') / WINDOW;
    const passed = slice - this.#slice;
    if (sum('refused') > 0) this.#capacity = rate;
    else {
      const forgotten = (EXPECTED - this.#capacity) * (1 - (1 - FORGOTTEN) ** passed);
      this.#capacity = Math.max(this.#capacity + forgotten, rate);
    }
    const fresh = Array.from({ length: Math.min(passed, SLICES) }, () => ({ done: 0, refused: 0 }));
    this.#slices = [...this.#slices, ...fresh].slice(-SLICES);
    this.#slice = slice;
  }
}
