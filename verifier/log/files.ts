/** The entries of a log of one size, read bundle by bundle (spec §8.3). @module */
import { attempt, Refusal } from '../bytes.ts';
import type { BoardReader } from '../reader.ts';
import { say } from '../sentences.ts';
import { bundleLimit, compareTile, type ExpectedTile, parseBundle, tilePath, width } from './tiles.ts';

export class LogFiles {
  readonly size: number;
  readonly #board: BoardReader;
  /** Replaced ballots are often near: the last bundle that was read. */
  #last: { readonly n: number; readonly entries: readonly Uint8Array[] } | undefined;

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

  async bundle(n: number): Promise<readonly Uint8Array[] | Refusal> {
    if (this.#last?.n === n) return this.#last.entries;
    const count = this.#count(n);
    const limit = bundleLimit(count);
    const bytes = await this.#board.read(this.bundlePath(n), limit);
    if (!bytes) return new Refusal(say.missingFile());
    if (bytes.length > limit) return new Refusal(say.tooLong(limit));
    const entries = attempt(() => parseBundle(bytes, count));
    if (!(entries instanceof Refusal)) this.#last = { n, entries };
    return entries;
  }

  /** An entry that was read before. */
  async entry(index: number): Promise<Uint8Array> {
    const entries = await this.bundle(Math.floor(index / width));
    const entry = entries instanceof Refusal ? undefined : entries[index % width];
    if (!entry) throw new Error(`the board changed while it was read: entry ${index}`);
    return entry;
  }

  /** What is wrong with a hash tile, if anything. */
  async judgeTile(expected: ExpectedTile): Promise<Refusal | undefined> {
    return compareTile(expected, await this.#board.read(expected.path, expected.bytes.length));
  }

  #count(n: number): number {
    return Math.min(width, this.size - n * width);
  }
}
