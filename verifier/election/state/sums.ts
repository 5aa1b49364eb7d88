/** Sums of the counted ballots by contest and part (spec §9.1, §9.3). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { ElementList } from '../../crypto/arithmetic/element-list.ts';
import { concat } from '../../crypto/bytes.ts';
import type { BallotGroup } from '../ballot/ballot-groups.ts';
import { ciphertextsOf } from '../ballot/parse.ts';
import type { Contest, Election, Style } from '../election.ts';
import type { Batch, BatchPlace } from './ballot-pipeline.ts';

/** Style and part of a counted ballot. */
export interface Vote {
  readonly style: Style;
  readonly part: number;
}

/** Batch of which some ballots were counted. */
interface OpenBatch {
  readonly batch: Batch;
  /** Parts of the counted ballots, by position. */
  readonly parts: Map<number, number>;
}

export class Sums {
  readonly #styles: readonly Style[];
  readonly #arithmetic: Arithmetic;
  readonly #counts = new Map<string, number>();
  /** Sums of pad and of data of each option, over all ballots and over the removed ones. */
  readonly #all = new Map<string, ElementList>();
  readonly #removed = new Map<string, ElementList>();
  /** Batch of the last counted ballot. Its ballots are not in the sums yet. */
  #open: OpenBatch | undefined;

  constructor({ styles }: Pick<Election, 'styles'>, arithmetic: Arithmetic) {
    this.#styles = styles;
    this.#arithmetic = arithmetic;
  }

  /** Counts a ballot and adds it to the sums. All counted ballots of a batch must be added one after another. */
  add(vote: Vote, { batch, position }: BatchPlace): void {
    this.#count(vote, 1);
    if (this.#open?.batch !== batch) {
      this.#close();
      this.#open = { batch, parts: new Map() };
    }
    this.#open.parts.set(position, vote.part);
  }

  /** Stops counting a replaced ballot of this style. Its ciphertexts stay in the sums. */
  uncount(vote: Vote): void {
    this.#count(vote, -1);
  }

  /** Removes ciphertexts of replaced ballots. */
  remove(vote: Vote, ciphertexts: ElementList): void {
    this.#sum(this.#removed, vote, ciphertexts);
  }

  /** Returns the number of counted ballots, N(c, p). */
  count(contest: Contest, part: number): number {
    return this.#counts.get(keyOf(contest, part)) ?? 0;
  }

  /** Returns the sum over the parts of a cell that has ballots: pad and data of each option, encoded. */
  sumOver(contest: Contest, parts: readonly number[]): Uint8Array {
    this.#close();
    const keys = parts.map((part) => keyOf(contest, part));
    const all = this.#total(this.#all, keys)!.elements;
    const removed = this.#total(this.#removed, keys)?.elements;
    const totals = removed ? all.map((sum, i) => sum.minus(removed[i]!)) : all;
    this.#arithmetic.encode(totals);
    return concat(...totals.map(({ bytes }) => bytes));
  }

  /** Returns the total, or undefined if none of these parts has ballots. */
  #total(of: ReadonlyMap<string, ElementList>, keys: readonly string[]): ElementList | undefined {
    const lists = keys.map((key) => of.get(key)).filter((list) => list !== undefined);
    return lists.length === 0 ? undefined : this.#arithmetic.addLists(lists);
  }

  #count({ style, part }: Vote, change: 1 | -1): void {
    for (const contest of style.contests)
      this.#counts.set(keyOf(contest, part), this.count(contest, part) + change);
  }

  /** Adds the counted ballots of the open batch to the sums. */
  #close(): void {
    if (!this.#open) return;
    for (const group of this.#open.batch.judged.groups) this.#addGroup(group, this.#open);
    this.#open = undefined;
  }

  /**
   * Adds the counted ballots of a group. If most of them are of one part, the sums of the group are added to that
   * part, and the other ballots are taken out again. So at most half of the ballots are decoded.
   */
  #addGroup({ stylePosition, positions, sums }: BallotGroup, { batch, parts }: OpenBatch): void {
    const style = this.#styles[stylePosition]!;
    const most = majority(Array.from(positions, (position) => parts.get(position)));
    if (most !== undefined) this.#sum(this.#all, { style, part: most }, sums);
    for (const position of positions) {
      const part = parts.get(position);
      if (part === most) continue;
      const ciphertexts = ciphertextsOf(batch.entries[position]!.bytes, style, this.#arithmetic);
      if (most !== undefined) this.#sum(this.#removed, { style, part: most }, ciphertexts);
      if (part !== undefined) this.#sum(this.#all, { style, part }, ciphertexts);
    }
  }

  #sum(to: Map<string, ElementList>, { style, part }: Vote, ciphertexts: ElementList): void {
    let at = 0;
    for (const contest of style.contests) {
      const key = keyOf(contest, part);
      const before = to.get(key);
      const own = ciphertexts.slice(at, (at += 2 * contest.options));
      // A single list is passed through `addLists`, too, which copies it: it shares the memory of its batch.
      to.set(key, this.#arithmetic.addLists(before ? [before, own] : [own]));
    }
  }
}

function keyOf({ position }: Contest, part: number): string {
  return `${position}/${part}`;
}

/** Returns the value that more than half of the list have, if there is one. */
function majority<T>(list: readonly T[]): T | undefined {
  const candidates = new Map<T, number>();
  for (const value of list) {
    const count = (candidates.get(value) ?? 0) + 1;
    if (2 * count > list.length) return value;
    candidates.set(value, count);
  }
  return undefined;
}
