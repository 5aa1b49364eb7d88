/**
 * Ballots replaced by later ones. They are removed from the sums in one pass over the log, when the sums are
 * needed (spec §8.8).
 * @module
 */
import type { BallotGroup } from '../ballot/ballot-groups.ts';
import type { BallotJudge } from '../ballot/ballot-judge.ts';
import { Column } from '../column.ts';
import { TILE_WIDTH } from '../../board/log/tiles.ts';

/**
 * Function that reads bundle n again. Throws if its entries are not those that were judged. `next`: the bundle
 * that will be read after it.
 */
export type RereadBundle = (n: number, next: number | undefined) => Promise<readonly Uint8Array[]>;

export class ReplacedBallots {
  /** 1 for each entry that is a replaced ballot. A list of them could grow to the size of all ballots. */
  readonly #isReplaced = new Column(Uint8Array);
  /** Index after the last of them. */
  #end = 0;

  add(index: number): void {
    this.#isReplaced.set(index, 1);
    this.#end = Math.max(this.#end, index + 1);
  }

  /**
   * Sums the replaced ballots and calls `remove` with the sums. Reads each bundle once, and has as many in memory
   * as the judge works on.
   */
  async remove(read: RereadBundle, judge: BallotJudge, remove: (group: BallotGroup) => void): Promise<void> {
    const bundles = this.#bundles();
    const inProgress: Promise<void>[] = [];
    for (let next = bundles.next().value; next !== undefined;) {
      const n = next;
      next = bundles.next().value;
      const entries = await read(n, next);
      const ballots = entries.flatMap((bytes, i) => (this.#take(n * TILE_WIDTH + i) ? [{ bytes }] : []));
      if (inProgress.length >= judge.concurrency) await inProgress.shift();
      const removed = judge.sum(ballots).then((groups) => groups.forEach(remove));
      removed.catch(() => undefined); // reported where it is awaited
      inProgress.push(removed);
    }
    await Promise.all(inProgress);
  }

  /** Yields the bundles that have replaced ballots. */
  *#bundles(): Generator<number, undefined> {
    for (let n = 0; n * TILE_WIDTH < this.#end; n += 1) {
      let i = 0;
      while (i < TILE_WIDTH && this.#isReplaced.get(n * TILE_WIDTH + i) === 0) i += 1;
      if (i < TILE_WIDTH) yield n;
    }
  }

  /** Tells whether the entry is a replaced ballot, and forgets it. */
  #take(index: number): boolean {
    const isReplaced = this.#isReplaced.get(index) !== 0;
    if (isReplaced) this.#isReplaced.set(index, 0);
    return isReplaced;
  }
}
