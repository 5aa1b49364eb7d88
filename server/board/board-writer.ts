/** Writes a board as static files: entry bundles, hash tiles, blobs, checkpoints (spec chapter 08). @module */

import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { concat, toHex } from '#crypto/bytes.ts';
import { Frontier, leafHash } from '#crypto/log/merkle.ts';
import { encodeBundle, tilePath, TILE_WIDTH } from '#crypto/log/tile.ts';
import { MAX_ENTRY_LENGTH } from '#crypto/record/entry.ts';
import { sha256 } from '#crypto/transcript.ts';

/** Signs the checkpoint of a size and root; gives the signed note with the log's line. */
export type LogSigner = (size: number, root: Uint8Array) => Uint8Array;
/** Asks a witness for its line: gives the note with one more signature line. The time is POSIX seconds. */
export type Cosigner = (note: Uint8Array, time: number) => Promise<Uint8Array>;

/** The hints of each entry of a bundle (spec §8.9); empty where there are none. */
export type HintMaker = (bundle: readonly Uint8Array[]) => readonly Uint8Array[];

/** One level of the tree: what is in its last tile, and where that tile is. */
interface Edge {
  hashes: Uint8Array[];
  tile: number;
  /** The partial file that was written last, to be removed when it is superseded. */
  partial: string | undefined;
}

export class BoardWriter {
  private readonly directory: string;
  private readonly sign: LogSigner;
  private readonly witnesses: readonly Cosigner[];
  private readonly frontier = new Frontier();
  private readonly levels: Edge[] = [];
  private readonly hints: HintMaker | undefined;
  private bundle: Uint8Array[] = [];
  /** Partial files of earlier checkpoints. */
  private readonly superseded: string[] = [];
  /** What is at hand of the last bundle: its entries, and their hints. */
  private bundlePartial: readonly string[] = [];

  /** A new board in an empty or absent directory; throws if there is anything in it. */
  static async create(
    directory: string,
    sign: LogSigner,
    witnesses: readonly Cosigner[],
    hints?: HintMaker,
  ): Promise<BoardWriter> {
    await mkdir(directory, { recursive: true });
    if ((await readdir(directory)).length > 0)
      throw new Error(`${directory} is not empty: choose a new directory for the board`);
    return new BoardWriter(directory, sign, witnesses, hints);
  }

  private constructor(
    directory: string,
    sign: LogSigner,
    witnesses: readonly Cosigner[],
    hints: HintMaker | undefined,
  ) {
    this.directory = directory;
    this.sign = sign;
    this.witnesses = witnesses;
    this.hints = hints;
  }

  /** Entries so far. */
  get size(): number {
    return this.frontier.size;
  }

  /** Appends an entry; gives its index. It is on the board for others only after `publish`. */
  async append(entry: Uint8Array): Promise<number> {
    if (entry.length < 1 || entry.length > MAX_ENTRY_LENGTH)
      throw new Error('an entry has 1 to 65,535 bytes');
    const index = this.size;
    this.bundle.push(entry);
    this.frontier.append(leafHash(entry));
    if (this.bundle.length === TILE_WIDTH) {
      await this.writeBundle(Math.floor(index / TILE_WIDTH));
      this.bundle = [];
    }
    await this.appendHash(0, leafHash(entry));
    return index;
  }

  /** Writes a blob under its hash. */
  async blob(bytes: Uint8Array): Promise<void> {
    await this.write(`blob/${toHex(sha256(bytes))}`, bytes);
  }

  /** Publishes all entries so far under a witnessed checkpoint; `archive` keeps it for the clock mark just written. */
  async publish(time: number, { archive }: { archive: boolean }): Promise<Uint8Array> {
    for (const [level, edge] of this.levels.entries()) await this.writePartial(level, edge);
    if (this.bundle.length > 0) await this.writeBundle(Math.floor(this.size / TILE_WIDTH));
    let checkpoint = this.sign(this.size, this.frontier.root());
    for (const cosign of this.witnesses) checkpoint = await cosign(checkpoint, time);
    if (archive) await this.write(`clock/${this.size}`, checkpoint);
    await this.write('checkpoint', checkpoint); // last: whoever reads it finds everything that it implies
    for (const old of this.superseded.splice(0)) await rm(join(this.directory, old), { force: true });
    return checkpoint;
  }

  private async writeBundle(n: number): Promise<void> {
    const { length } = this.bundle;
    const written = [tilePath('entries', n, length)];
    await this.write(written[0]!, encodeBundle(this.bundle));
    const hints = this.hints?.(this.bundle);
    if (hints?.some((own) => own.length > 0)) {
      written.push(tilePath('hints', n, length));
      await this.write(written[1]!, encodeBundle(hints));
    }
    for (const old of this.bundlePartial) if (!written.includes(old)) this.superseded.push(old);
    this.bundlePartial = length < TILE_WIDTH ? written : [];
  }

  private async appendHash(level: number, hash: Uint8Array): Promise<void> {
    const edge = (this.levels[level] ??= { hashes: [], tile: 0, partial: undefined });
    edge.hashes.push(hash);
    if (edge.hashes.length < TILE_WIDTH) return;
    const tile = new Frontier();
    for (const own of edge.hashes) tile.append(own);
    await this.write(tilePath(level, edge.tile), concat(...edge.hashes));
    edge.partial = this.supersede(edge.partial, undefined);
    edge.hashes = [];
    edge.tile += 1;
    await this.appendHash(level + 1, tile.root());
  }

  private async writePartial(level: number, edge: Edge): Promise<void> {
    if (edge.hashes.length === 0) return;
    const path = tilePath(level, edge.tile, edge.hashes.length);
    await this.write(path, concat(...edge.hashes));
    edge.partial = this.supersede(edge.partial, path);
  }

  /** A partial file that a later one replaces stays until no checkpoint implies it; gives the later one. */
  private supersede(old: string | undefined, next: string | undefined): string | undefined {
    if (old !== undefined && old !== next) this.superseded.push(old);
    return next;
  }

  /** A reader sees the old file or the new one, never a part of it. */
  private async write(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.directory, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.new`, bytes);
    await rename(`${target}.new`, target);
  }
}
