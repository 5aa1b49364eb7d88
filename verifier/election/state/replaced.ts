/** Ballots in whose place later ones came: taken out of the sums in one pass over the log, when these are needed (spec §8.8). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { ciphertextsOf } from '../ballot/parse.ts';
import type { Style } from '../election.ts';
import { WIDTH } from '../../board/log/tiles.ts';
import type { Sums } from './sums.ts';

/** Bundle n as it was judged; `next` is the one that will be asked for after it. */
export type ReadAgain = (n: number, next: number | undefined) => Promise<readonly Uint8Array[]>;

interface ReplacedBallot {
  readonly index: number;
  readonly style: Style;
  readonly part: number;
}

export class Replaced {
  readonly #ballots: ReplacedBallot[] = [];

  add(ballot: ReplacedBallot): void {
    this.#ballots.push(ballot);
  }

  /** Each bundle is read once, however often ballots of it were replaced, and one is held at a time. */
  async takeOut(sums: Sums, read: ReadAgain, arithmetic: Arithmetic): Promise<void> {
    const ballots = this.#ballots.splice(0).toSorted((a, b) => a.index - b.index);
    const bundles = [...new Set(ballots.map(bundleOf))];
    let at = 0;
    for (const [i, n] of bundles.entries()) {
      const entries = await read(n, bundles[i + 1]);
      for (; at < ballots.length && bundleOf(ballots[at]!) === n; at += 1) {
        const { index, style, part } = ballots[at]!;
        sums.remove({ style, part, ciphertexts: ciphertextsOf(entries[index % WIDTH]!, style, arithmetic) });
      }
    }
  }
}

function bundleOf({ index }: ReplacedBallot): number {
  return Math.floor(index / WIDTH);
}
