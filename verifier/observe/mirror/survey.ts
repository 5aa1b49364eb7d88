/** The hashes of a whole log, one for each full tile: what every entry of it is judged by before it is kept. @module */
import { Refusal, same } from '../../crypto/bytes.ts';
import { type FileRefusal, LogFiles } from '../../board/log/files.ts';
import { leafHash, treeHash } from '../../board/log/merkle.ts';
import { WIDTH } from '../../board/log/tiles.ts';
import type { BoardReader } from '../../board/reader.ts';

export class Survey {
  /** Of each full tile of level 0. */
  readonly full: readonly Uint8Array[];
  /** The leaves behind them, fewer than a tile. */
  readonly #rest: readonly Uint8Array[];

  constructor(full: readonly Uint8Array[] = [], rest: readonly Uint8Array[] = []) {
    this.full = full;
    this.#rest = rest;
  }

  get size(): number {
    return this.full.length * WIDTH + this.#rest.length;
  }

  root(): Uint8Array {
    return treeHash(this.#rest.length === 0 ? this.full : [...this.full, treeHash(this.#rest)]);
  }

  /**
   * The log of this size, from its hash tiles of level 0; tiles that are in here already are not read again. Undefined
   * if it does not begin with what is in here.
   */
  async grown(board: BoardReader, size: number): Promise<Survey | FileRefusal | undefined> {
    if (size === this.size) return this;
    const log = new LogFiles(board, size);
    const full = [...this.full];
    let rest: readonly Uint8Array[] = [];
    for (let n = full.length; n < log.bundles; n += 1) {
      for (let next = n + 1; next < Math.min(n + 4, log.bundles); next += 1) log.expectTile(next);
      const hashes = await log.hashes(n);
      if (hashes instanceof Refusal) return hashes;
      if (n === this.full.length && !this.#rest.every((hash, i) => hashes[i] && same(hash, hashes[i])))
        return undefined;
      if (hashes.length === WIDTH) full.push(treeHash(hashes));
      else rest = hashes.map((hash) => hash.slice());
    }
    return new Survey(full, rest);
  }

  /** Whether these are the entries of bundle n. */
  fits(n: number, entries: readonly Uint8Array[]): boolean {
    const leaves = entries.map((entry) => leafHash(entry));
    const hash = this.full[n];
    if (hash) return leaves.length === WIDTH && same(treeHash(leaves), hash);
    return leaves.length === this.#rest.length && leaves.every((leaf, i) => same(leaf, this.#rest[i]!));
  }
}

/** The leaf hashes that a board's tiles have, one after another; a tile that cannot be read is thrown. */
export async function* leavesOf(board: BoardReader, size: number): AsyncGenerator<Uint8Array, undefined> {
  const log = new LogFiles(board, size);
  for (let n = 0; n < log.bundles; n += 1) {
    for (let next = n + 1; next < Math.min(n + 4, log.bundles); next += 1) log.expectTile(next);
    const hashes = await log.hashes(n);
    if (hashes instanceof Refusal) throw hashes;
    yield* hashes;
  }
  return undefined;
}
