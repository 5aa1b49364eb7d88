/** The entries of a log of one size, read bundle by bundle (spec §8.3). @module */
import { attempt, Refusal, same } from '../../crypto/bytes.ts';
import type { BoardReader } from '../reader.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import {
  bundleLimit,
  type ExpectedTile,
  parseBundle,
  parseHints,
  type Tiled,
  tileLength,
  tilePath,
  WIDTH,
} from './tiles.ts';

/** What is wrong with a file of the log. */
export class FileRefusal extends Refusal {
  readonly file: string;
  constructor(file: string, says: Sentence) {
    super(says);
    this.file = file;
  }
}

export type Bundle = readonly Uint8Array[] | FileRefusal;

/** What was found for a tile: the file that was asked for, or a full one in its place. */
interface Found {
  readonly file: string;
  /** How many hashes, entries or hints it must have. */
  readonly count: number;
  readonly bytes: Uint8Array | undefined;
}

export class LogFiles {
  readonly size: number;
  readonly #board: BoardReader;
  /** What the election is read from and what is judged later must be the same bytes. */
  #first: Promise<Bundle> | undefined;

  /** A board that failed once to answer for hints is not asked again: waiting would cost more than they save. */
  #asksHints = true;

  constructor(board: BoardReader, size: number) {
    this.#board = board;
    this.size = size;
  }

  get bundles(): number {
    return Math.ceil(this.size / WIDTH);
  }

  bundle(n: number): Promise<Bundle> {
    return n === 0 ? (this.#first ??= this.#read(0)) : this.#read(n);
  }

  /** Of each entry of bundle n; undefined without a file that can be read as hints (spec §8.9: no part of the record, and no longer than the entries). */
  async hints(n: number, entries: readonly Uint8Array[]): Promise<readonly Uint8Array[] | undefined> {
    if (!this.#asksHints) return undefined;
    const limit = entries.reduce((sum, { length }) => sum + 2 + length, 0);
    // Of the entries behind these in a full bundle nothing is known but how long they may be.
    const longest = (count: number): number => limit + bundleLimit(count - entries.length);
    const { count, bytes } = await this.#find('hints', n, entries.length, longest).catch(() => {
      this.#asksHints = false;
      return { count: 0, bytes: undefined };
    });
    if (!bytes || bytes.length > longest(count)) return undefined;
    const hints = parseHints(bytes, count)?.slice(0, entries.length);
    const length = hints?.reduce((sum, own) => sum + 2 + own.length, 0) ?? 0;
    return length <= limit ? hints : undefined;
  }

  /** The hashes of bundle n's entries, as the board's tile has them: whether they are theirs is for the caller to judge. */
  async hashes(n: number): Promise<readonly Uint8Array[] | FileRefusal> {
    const own = this.#count(n);
    const { file, count, bytes } = await this.#find(0, n, own, tileLength);
    if (!bytes) return new FileRefusal(file, say.missingFile());
    if (bytes.length !== tileLength(count))
      return new FileRefusal(file, say.wrongLength(bytes.length, tileLength(count)));
    return Array.from({ length: own }, (_, i) => bytes.subarray(tileLength(i), tileLength(i + 1)));
  }

  /** Bundle n, if there is one, and its hints will be asked for. */
  expectBundle(n: number, hints: boolean): void {
    if (n >= this.bundles) return;
    const count = this.#count(n);
    this.#board.soon?.(tilePath('entries', n, count), bundleLimit(count));
    if (hints && this.#asksHints) this.#board.soon?.(tilePath('hints', n, count), bundleLimit(count));
  }

  /** The hashes of bundle n's entries will be asked for. */
  expectTile(n: number): void {
    const count = this.#count(n);
    this.#board.soon?.(tilePath(0, n, count), tileLength(count));
  }

  /** What is wrong with a hash tile, if anything. */
  async judgeTile({ level, n, bytes: expected }: ExpectedTile): Promise<FileRefusal | undefined> {
    const { file, count, bytes } = await this.#find(level, n, expected.length / tileLength(1), tileLength);
    if (!bytes) return new FileRefusal(file, say.missingFile());
    const agrees = bytes.length === tileLength(count) && same(bytes.subarray(0, expected.length), expected);
    return agrees ? undefined : new FileRefusal(file, say.tileDiffers());
  }

  async #read(n: number): Promise<Bundle> {
    const own = this.#count(n);
    const { file, count, bytes } = await this.#find('entries', n, own, bundleLimit);
    if (!bytes) return new FileRefusal(file, say.missingFile());
    const limit = bundleLimit(count);
    if (bytes.length > limit) return new FileRefusal(file, say.tooLong(limit));
    const entries = attempt(() => parseBundle(bytes, count));
    return entries instanceof Refusal ? new FileRefusal(file, entries.says) : entries.slice(0, own);
  }

  /** A live board keeps its partial files for a while only: where one is gone the full one may be there (§8.3). */
  async #find(level: Tiled, n: number, count: number, limit: (count: number) => number): Promise<Found> {
    const file = tilePath(level, n, count);
    const bytes = await this.#board.read(file, limit(count));
    if (bytes || count === WIDTH) return { file, count, bytes };
    const full = tilePath(level, n, WIDTH);
    const whole = await this.#board.read(full, limit(WIDTH));
    return whole ? { file: full, count: WIDTH, bytes: whole } : { file, count, bytes };
  }

  #count(n: number): number {
    return Math.min(WIDTH, this.size - n * WIDTH);
  }
}
