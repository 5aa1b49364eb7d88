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
  /** The bundle of the entry that was asked for last: replaced ballots are often near. */
  #last: { readonly n: number; readonly entries: readonly Uint8Array[] | Refusal } | undefined;

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
    const count = this.#count(n);
    const limit = bundleLimit(count);
    const bytes = await this.#board.read(this.bundlePath(n), limit);
    if (!bytes) return new Refusal(say.missingFile());
    if (bytes.length > limit) return new Refusal(say.tooLong(limit));
    return attempt(() => parseBundle(bytes, count));
  }

  /** Of each entry of bundle n; undefined without a file that can be read as hints (spec §8.9: no part of the record, and no longer than the entries). */
  async hints(n: number, entries: readonly Uint8Array[]): Promise<readonly Uint8Array[] | undefined> {
    const limit = entries.reduce((sum, { length }) => sum + 2 + length, 0);
    const path = tilePath('hints', n, entries.length);
    const bytes = await this.#board.read(path, limit).catch(() => undefined);
    return bytes && bytes.length <= limit ? parseHints(bytes, entries.length) : undefined;
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

  #count(n: number): number {
    return Math.min(width, this.size - n * width);
  }
}
