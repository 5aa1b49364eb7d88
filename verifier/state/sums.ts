/** Sums of the counted ballots by contest and unit (spec §9.1, §9.3). @module */
import type { ContestVote } from '../ballot/parse.ts';
import type { Contest } from '../election.ts';
import { identity } from '../group.ts';
import { type Ciphertext, times } from '../proofs.ts';

interface Sum {
  count: number;
  readonly ciphertexts: Ciphertext[];
}

export class Sums {
  readonly #sums = new Map<string, Sum>();

  add(votes: readonly ContestVote[], unit: number): void {
    this.#each(votes, unit, 1, (sum, { pad, data }) => ({
      pad: sum.pad.plus(pad),
      data: sum.data.plus(data),
    }));
  }

  /** Takes a replaced ballot out again. */
  remove(votes: readonly ContestVote[], unit: number): void {
    this.#each(votes, unit, -1, (sum, { pad, data }) => ({
      pad: sum.pad.minus(pad),
      data: sum.data.minus(data),
    }));
  }

  /** N(c, u) */
  count(contest: Contest, unit: number): number {
    return this.#sums.get(keyOf(contest, unit))?.count ?? 0;
  }

  /** The sum over the units of a cell, for each option. */
  over(contest: Contest, units: readonly number[]): Ciphertext[] {
    return times(contest.options, (option) =>
      units.reduce<Ciphertext>((sum, unit) => {
        const own = this.#sums.get(keyOf(contest, unit))?.ciphertexts[option];
        return own ? { pad: sum.pad.plus(own.pad), data: sum.data.plus(own.data) } : sum;
      }, zero),
    );
  }

  #each(
    votes: readonly ContestVote[],
    unit: number,
    count: number,
    change: (sum: Ciphertext, own: Ciphertext) => Ciphertext,
  ): void {
    for (const { contest, ciphertexts } of votes) {
      const key = keyOf(contest, unit);
      const sum = this.#sums.get(key) ?? { count: 0, ciphertexts: ciphertexts.map(() => zero) };
      sum.count += count;
      for (const [option, own] of ciphertexts.entries()) {
        sum.ciphertexts[option] = change(sum.ciphertexts[option]!, own);
      }
      this.#sums.set(key, sum);
    }
  }
}

const zero: Ciphertext = { pad: identity, data: identity };

function keyOf({ position }: Contest, unit: number): string {
  return `${position}/${unit}`;
}
