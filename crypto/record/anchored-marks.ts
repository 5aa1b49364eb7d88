/** Choice of the clock marks whose checkpoints are kept: the anchored ones (spec §8.6). @module */

/** Seconds between two marks above which the first of them is anchored. */
const GAP_SECONDS = 60;

const minuteOf = (seconds: number): number => Math.floor(seconds / 60);

export class AnchoredMarks<T extends { readonly seconds: number }> {
  /** Last mark, and whether it is known to be anchored. */
  #last: { readonly mark: T; readonly isAnchored: boolean } | undefined;

  /** Takes the next valid mark and returns those that are now known to be anchored, in order. */
  next(mark: T): T[] {
    const last = this.#last;
    const isAnchored = last === undefined || minuteOf(mark.seconds) !== minuteOf(last.mark.seconds);
    this.#last = { mark, isAnchored };
    const isBeforeGap = last && !last.isAnchored && mark.seconds - last.mark.seconds > GAP_SECONDS;
    return [...(isBeforeGap ? [last.mark] : []), ...(isAnchored ? [mark] : [])];
  }

  /** Returns the last mark if it is anchored only because the board is finished. */
  last(): T | undefined {
    return this.#last && !this.#last.isAnchored ? this.#last.mark : undefined;
  }
}
