/** Sums of the counted ballots by contest and part (spec §9.1, §9.3). @module */
import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { concat } from '../bytes.ts';
import type { Contest, Style } from '../election.ts';
import type { Element } from '../group.ts';
import { times } from '../proofs.ts';

interface Sum {
  count: number;
  /** Pad and data of each option; none yet without a ballot. */
  elements: readonly Element[] | undefined;
}

/** What a ballot adds: pad and data of each option of its contests, one after another. */
export interface Vote {
  readonly style: Style;
  readonly part: number;
  readonly ciphertexts: readonly Element[];
}

export class Sums {
  readonly #arithmetic: Arithmetic;
  readonly #sums = new Map<string, Sum>();

  constructor(arithmetic: Arithmetic) {
    this.#arithmetic = arithmetic;
  }

  add(vote: Vote): void {
    // Also the first one is summed, alone: as it is it would hold on to all that was decoded with it.
    this.#each(vote, 1, (sums, own) =>
      this.#arithmetic.sums(own.map((element, i) => (sums ? [sums[i]!, element] : [element]))),
    );
  }

  /** Takes a replaced ballot out again. */
  remove(vote: Vote): void {
    this.#each(vote, -1, (sums, own) => own.map((element, i) => sums![i]!.minus(element)));
  }

  /** N(c, p) */
  count(contest: Contest, part: number): number {
    return this.#sums.get(keyOf(contest, part))?.count ?? 0;
  }

  /** The sum over the parts of a cell, which has ballots: pad and data of each option, encoded. */
  over(contest: Contest, parts: readonly number[]): Uint8Array {
    const own = parts.map((part) => this.#sums.get(keyOf(contest, part))?.elements);
    const lists = own.filter((elements) => elements !== undefined);
    const totals = this.#arithmetic.sums(times(2 * contest.options, (i) => lists.map((list) => list[i]!)));
    this.#arithmetic.encode(totals);
    return concat(...totals.map(({ bytes }) => bytes));
  }

  #each(
    { style, part, ciphertexts }: Vote,
    count: number,
    change: (sums: readonly Element[] | undefined, own: readonly Element[]) => readonly Element[],
  ): void {
    let at = 0;
    for (const contest of style.contests) {
      const key = keyOf(contest, part);
      const { count: before, elements } = this.#sums.get(key) ?? { count: 0, elements: undefined };
      const own = ciphertexts.slice(at, (at += 2 * contest.options));
      this.#sums.set(key, { count: before + count, elements: change(elements, own) });
    }
  }
}

function keyOf({ position }: Contest, part: number): string {
  return `${position}/${part}`;
}
