/** Entries of a log of one size, read bundle by bundle (spec §8.3). @module */
import { tryParse, ParseFailure, equalBytes } from '../../crypto/bytes.ts';
import type { BoardReader } from '../reader.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import {
  bundleLimit,
  type ExpectedTile,
  parseBundle,
  type TileKind,
  tileLength,
  tilePath,
  TILE_WIDTH,
} from './tiles.ts';

/** Fault in a file of the log. */
export class FileFailure extends ParseFailure {
  readonly file: string;
  constructor(file: string, says: Sentence) {
    super(says);
    this.file = file;
  }
}

export type Bundle = readonly Uint8Array[] | FileFailure;

/** File found for a tile: the requested file, or the full one in its place. */
interface FoundFile {
  readonly file: string;
  /** Number of hashes or entries that it must contain. */
  readonly count: number;
  readonly bytes: Uint8Array | undefined;
}

export class LogFiles {
  readonly size: number;
  readonly #board: BoardReader;
  /**
   * First bundle, read once: the election is read from it and it is judged later, and both must see the same
   * bytes.
   */
  #firstBundle: Promise<Bundle> | undefined;

  constructor(board: BoardReader, size: number) {
    this.#board = board;
    this.size = size;
  }

  get bundles(): number {
    return Math.ceil(this.size / TILE_WIDTH);
  }

  bundle(n: number): Promise<Bundle> {
    return n === 0 ? (this.#firstBundle ??= this.#read(0)) : this.#read(n);
  }

  /**
   * Returns the leaf hashes of bundle n from the board's tile. The caller must check that they are the hashes
   * of its entries.
   */
  async hashes(n: number): Promise<readonly Uint8Array[] | FileFailure> {
    const own = this.#count(n);
    const { file, count, bytes } = await this.#find(0, n, own, tileLength);
    if (!bytes) return new FileFailure(file, sentences.missingFile());
    if (bytes.length !== tileLength(count))
      return new FileFailure(file, sentences.wrongLength(bytes.length, tileLength(count)));
    return Array.from({ length: own }, (_, i) => bytes.subarray(tileLength(i), tileLength(i + 1)));
  }

  /** Prefetches bundle n if it exists. */
  prefetchBundle(n: number): void {
    if (n >= this.bundles) return;
    const count = this.#count(n);
    this.#board.prefetch?.(tilePath('entries', n, count), bundleLimit(count));
  }

  /** Prefetches the leaf hashes of bundle n. */
  prefetchTile(n: number): void {
    const count = this.#count(n);
    this.#board.prefetch?.(tilePath(0, n, count), tileLength(count));
  }

  /** Compares a hash tile with the expected bytes. Returns the fault, if any. */
  async judgeTile({ level, n, bytes: expected }: ExpectedTile): Promise<FileFailure | undefined> {
    const { file, count, bytes } = await this.#find(level, n, expected.length / tileLength(1), tileLength);
    if (!bytes) return new FileFailure(file, sentences.missingFile());
    const agrees =
      bytes.length === tileLength(count) && equalBytes(bytes.subarray(0, expected.length), expected);
    return agrees ? undefined : new FileFailure(file, sentences.wrongTile());
  }

  async #read(n: number): Promise<Bundle> {
    const own = this.#count(n);
    const { file, count, bytes } = await this.#find('entries', n, own, bundleLimit);
    if (!bytes) return new FileFailure(file, sentences.missingFile());
    const limit = bundleLimit(count);
    if (bytes.length > limit) return new FileFailure(file, sentences.tooLong(limit));
    const entries = tryParse(() => parseBundle(bytes, count));
    return entries instanceof ParseFailure ? new FileFailure(file, entries.says) : entries.slice(0, own);
  }

  /**
   * Reads a partial file, or the full one in its place: a live board keeps partial files only for a while
   * (§8.3).
   */
  async #find(
    level: TileKind,
    n: number,
    count: number,
    limit: (count: number) => number,
  ): Promise<FoundFile> {
    const file = tilePath(level, n, count);
    const bytes = await this.#board.read(file, limit(count));
    if (bytes || count === TILE_WIDTH) return { file, count, bytes };
    const full = tilePath(level, n, TILE_WIDTH);
    const whole = await this.#board.read(full, limit(TILE_WIDTH));
    return whole ? { file: full, count: TILE_WIDTH, bytes: whole } : { file, count, bytes };
  }

  #count(n: number): number {
    return Math.min(TILE_WIDTH, this.size - n * TILE_WIDTH);
  }
}
