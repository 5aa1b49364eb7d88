/** Static files of the board: entry bundles, hash tiles, blobs, checkpoints (spec chapter 08). @module */

import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { concat, toHex } from '#crypto/bytes.ts';
import { Frontier, leafHash } from '#crypto/log/merkle.ts';
import { encodeBundle, tilePath, TILE_WIDTH } from '#crypto/log/tile.ts';
import { MAX_ENTRY_LENGTH } from '#crypto/entry/entry.ts';
import { sha256 } from '#crypto/transcript.ts';

/** Store of the entries, from which files can be restored. */
export interface EntrySource {
  /** Yields the leaf hashes of the first `size` entries, in order, in batches. */
  leaves(size: number): AsyncIterable<readonly Uint8Array[]>;
  entries(start: number, end: number): Promise<readonly Uint8Array[]>;
}

export interface BoardFilesOptions {
  /** Milliseconds for which the partial files of an earlier checkpoint are kept for its readers; default: 0. */
  readonly partialRetentionMs?: number;
}

export class BoardFiles {
  readonly #directory: string;
  readonly #partialRetentionMs: number;
  readonly #frontier = new Frontier();
  /**
   * Hashes by level. Level 0 has only those of the last tile; the levels above have all of theirs, about one for 256
   * entries.
   */
  readonly #levels: Uint8Array[][] = [[]];
  /** Index of the level-0 tile whose hashes are in `#levels`. */
  #edge = 0;
  /** Last bundle, if it is partial. */
  #bundle: Uint8Array[] = [];
  /** Partial files that belong to the last checkpoint. */
  #partials: string[] = [];
  /**
   * Partial files of earlier checkpoints, each with the time of its deletion. Until then a reader may still use the
   * checkpoint.
   */
  #outdated: { readonly path: string; readonly until: number }[] = [];

  /** Creates a board in an empty or absent directory; throws if there is anything in it. */
  static async create(directory: string, options: BoardFilesOptions = {}): Promise<BoardFiles> {
    await mkdir(directory, { recursive: true });
    if ((await readdir(directory)).length > 0)
      throw new Error(`${directory} is not empty: choose a new directory for the board`);
    return new BoardFiles(directory, options);
  }

  /** Continues a board of `size` entries, and restores missing files from `source`. */
  static async resume(
    directory: string,
    size: number,
    source: EntrySource,
    options: BoardFilesOptions = {},
  ): Promise<BoardFiles> {
    const files = new BoardFiles(directory, options);
    await files.#findOutdated();
    for await (const leaves of source.leaves(size)) {
      for (const leaf of leaves) {
        await files.#appendLeaf(leaf);
        if (files.size % TILE_WIDTH === 0) await files.#restoreBundle(files.size - TILE_WIDTH, source);
      }
    }
    files.#bundle = [...(await source.entries(size - (size % TILE_WIDTH), size))];
    return files;
  }

  private constructor(directory: string, { partialRetentionMs: patience = 0 }: BoardFilesOptions) {
    this.#directory = directory;
    this.#partialRetentionMs = patience;
  }

  /** Number of entries appended. */
  get size(): number {
    return this.#frontier.size;
  }

  root(): Uint8Array {
    return this.#frontier.root();
  }

  /** Appends entries and returns their leaf hashes. Others see them only with the next checkpoint. */
  async append(entries: readonly Uint8Array[]): Promise<Uint8Array[]> {
    if (entries.some(({ length }) => length < 1 || length > MAX_ENTRY_LENGTH))
      throw new Error('an entry has 1 to 65,535 bytes');
    const leaves = entries.map(leafHash);
    for (const [i, entry] of entries.entries()) {
      this.#bundle.push(entry);
      if (this.#bundle.length === TILE_WIDTH) {
        await this.#writeBundle(Math.floor(this.size / TILE_WIDTH), this.#bundle);
        this.#bundle = [];
      }
      await this.#appendLeaf(leaves[i]!);
    }
    return leaves;
  }

  /** Writes a blob under its hash. */
  async blob(bytes: Uint8Array): Promise<void> {
    await this.#write(`blob/${toHex(sha256(bytes))}`, bytes);
  }

  /**
   * Publishes all appended entries under a checkpoint of their size. Checkpoints to be kept must be archived before.
   */
  async publish(checkpoint: Uint8Array): Promise<void> {
    const partials: string[] = [];
    for (const [level, hashes] of this.#levels.entries()) {
      const all = level === 0 ? this.size : hashes.length;
      const width = all % TILE_WIDTH;
      if (width === 0) continue;
      const path = tilePath(level, Math.floor(all / TILE_WIDTH), width);
      await this.#write(path, concat(...hashes.slice(-width)));
      partials.push(path);
    }
    if (this.#bundle.length > 0)
      partials.push(await this.#writeBundle(Math.floor(this.size / TILE_WIDTH), this.#bundle));
    await this.#write('checkpoint', checkpoint); // last, so that a reader of the checkpoint finds every file that belongs to it
    const until = Date.now() + this.#partialRetentionMs;
    for (const path of this.#partials) if (!partials.includes(path)) this.#outdated.push({ path, until });
    this.#partials = partials;
    await this.#removeOutdated();
  }

  /** Writes the checkpoint of an anchored mark, which is kept for good (spec §8.6). */
  async archive({ size, note }: { readonly size: number; readonly note: Uint8Array }): Promise<void> {
    await this.#write(`clock/${size}`, note);
  }

  /** Returns the sizes of the checkpoints that are archived. */
  async archived(): Promise<ReadonlySet<number>> {
    await mkdir(join(this.#directory, 'clock'), { recursive: true });
    return new Set((await readdir(join(this.#directory, 'clock'))).map(Number));
  }

  /**
   * Returns the Merkle tree hash of the entries from `start` to `end`, MTH(D[start:end]). Proofs consist of these
   * hashes.
   */
  async range(start: number, end: number): Promise<Uint8Array> {
    const frontier = new Frontier();
    let [level, width] = [0, 1];
    // Use the highest level whose hashes fit the range. In proofs, the range of a complete subtree is aligned.
    while (start % (width * TILE_WIDTH) === 0 && end - start >= width * TILE_WIDTH) {
      level += 1;
      width *= TILE_WIDTH;
    }
    const whole = Math.floor((end - start) / width);
    const hashes = await this.#hashes(level, start / width, start / width + whole);
    for (const hash of hashes) frontier.append(hash);
    const rest = start + whole * width;
    if (rest === end) return frontier.root();
    return frontier.rootWith(await this.range(rest, end));
  }

  /** Returns the hashes `from` to `to` of a level; those of level 0 must be in one tile. */
  async #hashes(level: number, from: number, to: number): Promise<readonly Uint8Array[]> {
    if (level > 0) return this.#levels[level]!.slice(from, to);
    const tile = Math.floor(from / TILE_WIDTH);
    const first = tile * TILE_WIDTH;
    if (tile === this.#edge) return this.#levels[0]!.slice(from - first, to - first);
    const bytes = await readFile(join(this.#directory, tilePath(0, tile)));
    return Array.from({ length: to - from }, (_, i) =>
      bytes.subarray(32 * (from - first + i)).subarray(0, 32),
    );
  }

  /** Marks all partial files of an earlier run as outdated; the next checkpoint writes those again that it needs. */
  async #findOutdated(): Promise<void> {
    const tiles = join(this.#directory, 'tile');
    if (!(await exists(tiles))) return;
    const until = Date.now() + this.#partialRetentionMs;
    const paths = (await readdir(tiles, { recursive: true })).filter((path) => /\.p\/\d+$/.test(path));
    this.#outdated = paths.map((path) => ({ path: `tile/${path}`, until }));
  }

  async #removeOutdated(): Promise<void> {
    const stay = this.#outdated.findIndex(({ until }) => until > Date.now());
    const gone = this.#outdated.splice(0, stay < 0 ? this.#outdated.length : stay);
    for (const { path } of gone)
      if (!this.#partials.includes(path)) await rm(join(this.#directory, path), { force: true });
  }

  async #restoreBundle(start: number, source: EntrySource): Promise<void> {
    const n = start / TILE_WIDTH;
    if (await exists(join(this.#directory, tilePath('entries', n)))) return;
    const entries = await source.entries(start, start + TILE_WIDTH);
    await this.#writeBundle(n, entries);
  }

  /** Writes a bundle; returns its path. */
  async #writeBundle(n: number, entries: readonly Uint8Array[]): Promise<string> {
    const path = tilePath('entries', n, entries.length);
    await this.#write(path, encodeBundle(entries));
    return path;
  }

  async #appendLeaf(leaf: Uint8Array): Promise<void> {
    if (this.size % TILE_WIDTH === 0) [this.#levels[0], this.#edge] = [[], this.size / TILE_WIDTH];
    this.#frontier.append(leaf);
    this.#levels[0]!.push(leaf);
    if (this.size % TILE_WIDTH === 0) await this.#completeTile(0, this.size);
  }

  /** Writes the full tile at the end of a level of `all` hashes, and adds its root to the level above. */
  async #completeTile(level: number, all: number): Promise<void> {
    const hashes = this.#levels[level]!.slice(-TILE_WIDTH);
    await this.#write(tilePath(level, all / TILE_WIDTH - 1), concat(...hashes));
    const root = new Frontier();
    for (const hash of hashes) root.append(hash);
    const above = (this.#levels[level + 1] ??= []);
    above.push(root.root());
    if (above.length % TILE_WIDTH === 0) await this.#completeTile(level + 1, above.length);
  }

  /** Writes a file durably and atomically: a reader sees the old or the new file, never a part. */
  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.#directory, path);
    await mkdir(dirname(target), { recursive: true });
    const file = await open(`${target}.new`, 'w');
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(`${target}.new`, target);
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
