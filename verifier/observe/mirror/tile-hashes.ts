/**
 * Hashes of a log: one for each full tile of level 0, and leaf hashes for the rest. The mirror checks each bundle
 * of entries against them before it stores the bundle.
 * @module
 */
import { ParseFailure, equalBytes } from '../../crypto/bytes.ts';
import { type FileFailure, LogFiles } from '../../board/log/files.ts';
import { leafHash, treeHash } from '../../board/log/merkle.ts';
import { TILE_WIDTH } from '../../board/log/tiles.ts';
import type { BoardReader } from '../../board/reader.ts';

export class TileHashes {
  /** Hash of each full tile of level 0. */
  readonly full: readonly Uint8Array[];
  /** Leaf hashes of the entries after the full tiles. There are fewer than a tile has. */
  readonly #rest: readonly Uint8Array[];

  constructor(full: readonly Uint8Array[] = [], rest: readonly Uint8Array[] = []) {
    this.full = full;
    this.#rest = rest;
  }

  get size(): number {
    return this.full.length * TILE_WIDTH + this.#rest.length;
  }

  root(): Uint8Array {
    return treeHash(this.#rest.length === 0 ? this.full : [...this.full, treeHash(this.#rest)]);
  }

  /**
   * Reads the hashes of the board's log at this size from the tiles of level 0. Tiles whose hash is known are not
   * read again. Returns undefined if the next tile does not begin with the known leaf hashes.
   */
  async extend(board: BoardReader, size: number): Promise<TileHashes | FileFailure | undefined> {
    if (size === this.size) return this;
    const log = new LogFiles(board, size);
    const full = [...this.full];
    let rest: readonly Uint8Array[] = [];
    for (let n = full.length; n < log.bundles; n += 1) {
      for (let next = n + 1; next < Math.min(n + 4, log.bundles); next += 1) log.prefetchTile(next);
      const hashes = await log.hashes(n);
      if (hashes instanceof ParseFailure) return hashes;
      if (n === this.full.length && !this.#rest.every((hash, i) => hashes[i] && equalBytes(hash, hashes[i])))
        return undefined;
      if (hashes.length === TILE_WIDTH) full.push(treeHash(hashes));
      else rest = hashes.map((hash) => hash.slice());
    }
    return new TileHashes(full, rest);
  }

  /** Tells whether these are the entries of bundle n. */
  matches(n: number, entries: readonly Uint8Array[]): boolean {
    const leaves = entries.map((entry) => leafHash(entry));
    const hash = this.full[n];
    if (hash) return leaves.length === TILE_WIDTH && equalBytes(treeHash(leaves), hash);
    return leaves.length === this.#rest.length && leaves.every((leaf, i) => equalBytes(leaf, this.#rest[i]!));
  }
}

/** Yields all leaf hashes in a board's tiles. Throws a FileFailure if a tile is missing or has a wrong length. */
export async function* readLeafHashes(
  board: BoardReader,
  size: number,
): AsyncGenerator<Uint8Array, undefined> {
  const log = new LogFiles(board, size);
  for (let n = 0; n < log.bundles; n += 1) {
    for (let next = n + 1; next < Math.min(n + 4, log.bundles); next += 1) log.prefetchTile(next);
    const hashes = await log.hashes(n);
    if (hashes instanceof ParseFailure) throw hashes;
    yield* hashes;
  }
  return undefined;
}
