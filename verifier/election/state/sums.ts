/** Sums of the counted ballots by contest and part (spec §9.1, §9.3). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { concat } from '../../crypto/bytes.ts';
import type { Contest, Style } from '../election.ts';
import type { Element } from '../../crypto/group.ts';

/** What a ballot adds: pad and data of each option of its contests, one after another. */
export interface Vote {
  readonly style: Style;
  readonly part: number;
  readonly ciphertexts: readonly Element[];
}

export class Sums {
  readonly #arithmetic: Arithmetic;
  readonly #counts = new Map<string, number>();
  /** Pad and data of each option: of all ballots that came, and of those that do not count after all. */
  readonly #all = new Map<string, readonly Element[]>();
  readonly #removed = new Map<string, readonly Element[]>();

  constructor(arithmetic: Arithmetic) {
    this.#arithmetic = arithmetic;
  }

  add(vote: Vote): void {
    this.#count(vote, 1);
    this.#sum(this.#all, vote);
  }

  /** A replaced ballot of the style is not counted; its ciphertexts are still in the sums. */
  uncount(vote: Pick<Vote, 'style' | 'part'>): void {
    this.#count(vote, -1);
  }

  /** Takes the ciphertexts of a replaced ballot out. */
  remove(vote: Vote): void {
    this.#sum(this.#removed, vote);
  }

  /** N(c, p) */
  count(contest: Contest, part: number): number {
    return this.#counts.get(keyOf(contest, part)) ?? 0;
  }

  /** The sum over the parts of a cell, which has ballots: pad and data of each option, encoded. */
  over(contest: Contest, parts: readonly number[]): Uint8Array {
    const keys = parts.map((part) => keyOf(contest, part));
    const removed = this.#total(this.#removed, keys);
    const totals = this.#total(this.#all, keys)!.map((sum, i) => (removed ? sum.minus(removed[i]!) : sum));
    this.#arithmetic.encode(totals);
    return concat(...totals.map(({ bytes }) => bytes));
  }

  /** Undefined if none of these parts has any. */
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
      // Also the first one is summed, alone: as it is it would hold on to all that was decoded with it.
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
