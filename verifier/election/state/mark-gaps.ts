/** Long gaps between clock marks, which show that the board was out (spec §10.2, §12.3). @module */
import type { Stage } from '../kinds.ts';

/** Time between two successive marks above which the board was out. */
const MIN_GAP_SECONDS = 600n;

/** Time after the end of a gap within which an end that lies in it may still be moved. */
const RECOVERY_SECONDS = 3600n;

/** Successive valid marks that are far apart. */
export interface MarkGap {
  /** Index of the later mark. */
  readonly entry: number;
  readonly from: bigint;
  readonly to: bigint;
}

interface Mark {
  readonly index: number;
  readonly time: bigint;
  readonly stage: Stage;
}

export class MarkGaps {
  #last: Mark | undefined;
  /** All gaps. Their times ascend, because no valid mark goes back. */
  readonly #all: MarkGap[] = [];
  /** Gaps between two marks of the open stage. */
  readonly whileOpen: MarkGap[] = [];

  /** Records a valid mark. Must be called for every one, in order. */
  record(mark: Mark): void {
    const before = this.#last;
    this.#last = mark;
    if (!before || mark.time - before.time <= MIN_GAP_SECONDS) return;
    const gap = { entry: mark.index, from: before.time, to: mark.time };
    this.#all.push(gap);
    if (before.stage === 'open' && mark.stage === 'open') this.whileOpen.push(gap);
  }

  /** Tells whether the board was out at this time, and the clock is soon enough after it (§12.3). */
  excuses(time: bigint, clock: bigint): boolean {
    const gap = this.#firstUpTo(time);
    return gap !== undefined && gap.from < time && clock <= gap.to + RECOVERY_SECONDS;
  }

  /** Returns the first gap that ends at this time or later. */
  #firstUpTo(time: bigint): MarkGap | undefined {
    let [low, high] = [0, this.#all.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const gap = this.#all[middle];
      if (gap && gap.to < time) low = middle + 1;
      else high = middle;
    }
    return this.#all[low];
  }
}
