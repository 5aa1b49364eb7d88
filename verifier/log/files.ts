/** The entries of a log of one size, read bundle by bundle (spec §8.3). @module */
import { attempt, Refusal } from '../bytes.ts';
import type { BoardReader } from '../reader.ts';
import { say } from '../sentences.ts';
import {
  bundleLimit,
  compareTile,
  type ExpectedTile,
  parseBundle,
  parseHints,
  tilePath,
  width,
} from './tiles.ts';

export class LogFiles {
  readonly size: number;
  readonly #board: BoardReader;
  /** What the election is read from and what is judged later must be the same bytes. */
  #first: Promise<readonly Uint8Array[] | Refusal> | undefined;
  /** The bundle of the entry that was asked for last: replaced ballots are often near. */
  #last: { readonly n: number; readonly entries: readonly Uint8Array[] | Refusal } | undefined;

  /** A board that failed once to answer for hints is not asked again: waiting would cost more than they save. */
  #asksHints = true;

  constructor(board: BoardReader, size: number) {
    this.#board = board;
    this.size = size;
  }

  get bundles(): number {
    return Math.ceil(this.size / width);
  }

  bundlePath(n: number): string {
    return tilePath('entries', n, this.#count(n));
  }

  bundle(n: number): Promise<readonly Uint8Array[] | Refusal> {
    return n === 0 ? (this.#first ??= this.#read(0)) : this.#read(n);
  }

  /** Of each entry of bundle n; undefined without a file that can be read as hints (spec §8.9: no part of the record, and no longer than the entries). */
  async hints(n: number, entries: readonly Uint8Array[]): Promise<readonly Uint8Array[] | undefined> {
    if (!this.#asksHints) return undefined;
    const limit = entries.reduce((sum, { length }) => sum + 2 + length, 0);
    const path = tilePath('hints', n, entries.length);
    const bytes = await this.#board.read(path, limit).catch(() => {
      this.#asksHints = false;
      return undefined;
    });
    return bytes && bytes.length <= limit ? parseHints(bytes, entries.length) : undefined;
  }

  /** Bundle n, if there is one, and its hints will be asked for. */
  expectBundle(n: number, hints: boolean): void {
    if (n >= this.bundles) return;
    const count = this.#count(n);
    this.#board.soon?.(this.bundlePath(n), bundleLimit(count));
    if (hints && this.#asksHints) this.#board.soon?.(tilePath('hints', n, count), bundleLimit(count));
  }

  /** The hashes of bundle n's entries will be asked for. */
  expectTile(n: number): void {
    const count = this.#count(n);
    this.#board.soon?.(tilePath(0, n, count), 32 * count);
  }

  /** An entry that was read before. */
  async entry(index: number): Promise<Uint8Array> {
    const n = Math.floor(index / width);
    if (this.#last?.n !== n) this.#last = { n, entries: await this.bundle(n) };
    const { entries } = this.#last;
    const entry = entries instanceof Refusal ? undefined : entries[index % width];
    if (!entry) throw new Error(`the board changed while it was read: entry ${index}`);
    return entry;
  }

  /** What is wrong with a hash tile, if anything. */
  async judgeTile(expected: ExpectedTile): Promise<Refusal | undefined> {
    return compareTile(expected, await this.#board.read(expected.path, expected.bytes.length));
  }

  async #read(n: number): Promise<readonly Uint8Array[] | Refusal> {
    const count = this.#count(n);
    const limit = bundleLimit(count);
    const bytes = await this.#board.read(this.bundlePath(n), limit);
    if (!bytes) return new Refusal(say.missingFile());
    if (bytes.length > limit) return new Refusal(say.tooLong(limit));
    return attempt(() => parseBundle(bytes, count));
  }

  #count(n: number): number {
    return Math.min(width, this.size - n * width);
  }
}
