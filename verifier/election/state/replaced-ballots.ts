/**
 * Ballots replaced by later ones. They are removed from the sums in one pass over the log, when the sums are
 * needed (spec §8.8).
 * @module
 */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { ciphertextsOf } from '../ballot/parse.ts';
import type { Style } from '../election.ts';
import { TILE_WIDTH } from '../../board/log/tiles.ts';
import type { Sums } from './sums.ts';

/**
 * Function that reads bundle n again. Throws if its entries are not those that were judged. `next`: the bundle
 * that will be read after it.
 */
export type RereadBundle = (n: number, next: number | undefined) => Promise<readonly Uint8Array[]>;

interface ReplacedBallot {
  readonly index: number;
  readonly style: Style;
  readonly part: number;
}

export class ReplacedBallots {
  readonly #ballots: ReplacedBallot[] = [];

  add(ballot: ReplacedBallot): void {
    this.#ballots.push(ballot);
  }

  /** Removes the replaced ballots from the sums. Reads each bundle once and keeps one in memory at a time. */
  async removeFrom(sums: Sums, read: RereadBundle, arithmetic: Arithmetic): Promise<void> {
    const ballots = this.#ballots.splice(0).toSorted((a, b) => a.index - b.index);
    const bundles = [...new Set(ballots.map(bundleOf))];
    let at = 0;
    for (const [i, n] of bundles.entries()) {
      const entries = await read(n, bundles[i + 1]);
      for (; at < ballots.length && bundleOf(ballots[at]!) === n; at += 1) {
        const { index, style, part } = ballots[at]!;
        sums.remove({ style, part }, ciphertextsOf(entries[index % TILE_WIDTH]!, style, arithmetic));
      }
    }
  }
}

function bundleOf({ index }: ReplacedBallot): number {
  return Math.floor(index / TILE_WIDTH);
}
