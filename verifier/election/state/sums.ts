/** Sums of the counted ballots by contest and part (spec §9.1, §9.3). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { concat } from '../../crypto/bytes.ts';
import type { Contest, Style } from '../election.ts';
import type { Element } from '../../crypto/group.ts';

/** Ciphertexts of a ballot: pad and data of each option of its contests, in order. */
export interface Vote {
  readonly style: Style;
  readonly part: number;
  readonly ciphertexts: readonly Element[];
}

export class Sums {
  readonly #arithmetic: Arithmetic;
  readonly #counts = new Map<string, number>();
  /** Sums of pad and of data of each option, over all ballots and over the removed ones. */
  readonly #all = new Map<string, readonly Element[]>();
  readonly #removed = new Map<string, readonly Element[]>();

  constructor(arithmetic: Arithmetic) {
    this.#arithmetic = arithmetic;
  }

  add(vote: Vote): void {
    this.#count(vote, 1);
    this.#sum(this.#all, vote);
  }

  /** Stops counting a replaced ballot of this style. Its ciphertexts stay in the sums. */
  uncount(vote: Pick<Vote, 'style' | 'part'>): void {
    this.#count(vote, -1);
  }

  /** Removes the ciphertexts of a replaced ballot. */
  remove(vote: Vote): void {
    this.#sum(this.#removed, vote);
  }

  /** Returns the number of counted ballots, N(c, p). */
  count(contest: Contest, part: number): number {
    return this.#counts.get(keyOf(contest, part)) ?? 0;
  }

  /** Returns the sum over the parts of a cell that has ballots: pad and data of each option, encoded. */
  sumOver(contest: Contest, parts: readonly number[]): Uint8Array {
    const keys = parts.map((part) => keyOf(contest, part));
    const removed = this.#total(this.#removed, keys);
    const totals = this.#total(this.#all, keys)!.map((sum, i) => (removed ? sum.minus(removed[i]!) : sum));
    this.#arithmetic.encode(totals);
    return concat(...totals.map(({ bytes }) => bytes));
  }

  /** Returns the total, or undefined if none of these parts has ballots. */
  #total(of: ReadonlyMap<string, readonly Element[]>, keys: readonly string[]): Element[] | undefined {
    const [first, ...others] = keys.map((key) => of.get(key)).filter((elements) => elements !== undefined);
    return first && this.#arithmetic.sums(first.map((own, i) => [own, ...others.map((list) => list[i]!)]));
  }

  #count({ style, part }: Pick<Vote, 'style' | 'part'>, change: 1 | -1): void {
    for (const contest of style.contests)
      this.#counts.set(keyOf(contest, part), this.count(contest, part) + change);
  }

  #sum(to: Map<string, readonly Element[]>, { style, part, ciphertexts }: Vote): void {
    let at = 0;
    for (const contest of style.contests) {
      const key = keyOf(contest, part);
      const before = to.get(key);
      const own = ciphertexts.slice(at, (at += 2 * contest.options));
      // The elements of the first ballot are passed through `sums`, too, which copies them: an element as
      // decoded would keep all elements in memory that were decoded with it.
      to.set(
        key,
        this.#arithmetic.sums(own.map((element, i) => (before ? [before[i]!, element] : [element]))),
      );
    }
  }
}

function keyOf({ position }: Contest, part: number): string {
  return `${position}/${part}`;
}
