/**
 * A trustee's own copy of the board: it grows from visit to visit, and is verified whole at each (spec §8.2, §8.3).
 * Hash tiles are not needed: all hashes are made again from the entries.
 * @module
 */

import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { equalBytes, toHex } from '#crypto/bytes.ts';
import { openCheckpoint, type CheckpointPolicy, type WitnessedCheckpoint } from '#crypto/log/checkpoint.ts';
import { Frontier, leafHash } from '#crypto/log/merkle.ts';
import { encodeBundle, tilePath, TILE_WIDTH } from '#crypto/log/tile.ts';
import { matchesBlobRef, MAX_BLOB_LENGTH, type BlobRef } from '#crypto/entry/entry.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import { replaceFile } from '#hsm/files.ts';
import { orProblem, TrusteeProblem } from '../shared/problems.ts';
import { bundleFrom, MAX_BUNDLE, MAX_CHECKPOINT, widthOf } from './bundles.ts';
import { folderSource, type Source } from './source.ts';

/** What was seen of the log on an earlier visit. */
export type Seen = Pick<WitnessedCheckpoint, 'size' | 'root'>;

/** Hears how far it is: entries done, of how many. */
export type Progress = (done: number, of: number) => void;

interface Scanned {
  readonly fits: boolean;
  readonly blobs: readonly BlobRef[];
}

export interface RefreshOptions {
  readonly policy: CheckpointPolicy;
  readonly seen: Seen | undefined;
  readonly progress?: Progress;
}

export class Mirror {
  readonly directory: string;
  readonly #own: Source;

  constructor(directory: string) {
    this.directory = directory;
    this.#own = folderSource(directory);
  }

  /**
   * Brings in what is new and verifies all of it: witnesses, root, and that what was seen before is its beginning. Gives
   * the checkpoint and its bytes. Where a problem is thrown, what came in is brought in again the next time.
   */
  async refresh(
    source: Source,
    { policy, seen, progress = () => undefined }: RefreshOptions,
  ): Promise<{ readonly checkpoint: WitnessedCheckpoint; readonly note: Uint8Array }> {
    const note = await source.get('checkpoint', MAX_CHECKPOINT);
    if (!note) throw new TrusteeProblem('board-missing', 'checkpoint');
    const checkpoint = orProblem('board-signature', () => openCheckpoint(note, policy));
    if (seen && checkpoint.size < seen.size) {
      const { fits } = await this.#scan(seen, checkpoint);
      const sizes = `${checkpoint.size} < ${seen.size}`;
      throw new TrusteeProblem(fits ? 'board-old' : 'board-rewritten', sizes);
    }
    const known = seen?.size ?? 0;
    await this.#fetchBundles(source, checkpoint.size, known, progress);
    let { fits, blobs } = await this.#scan(checkpoint, seen);
    if (!fits) blobs = await this.#startOver(source, checkpoint, note, seen);
    await this.#fetchBlobs(source, blobs);
    await this.#write('checkpoint', note);
    await this.#dropPartial(checkpoint.size, known);
    return { checkpoint, note };
  }

  /** The first `size` entries, a bundle at a time, beginning with the one in which the entry `from` is. */
  async *bundles(size: number, from = 0): AsyncGenerator<readonly Uint8Array[]> {
    for (let tile = Math.floor(from / TILE_WIDTH); tile * TILE_WIDTH < size; tile += 1)
      yield await bundleFrom(this.#own, tile, widthOf(tile, size));
  }

  /** The blob that an entry names; undefined if the board does not have it as it is named. */
  async blob(ref: BlobRef): Promise<Uint8Array | undefined> {
    const bytes = await this.#own.get(blobPath(ref), MAX_BLOB_LENGTH);
    return bytes && matchesBlobRef(ref, bytes) ? bytes : undefined;
  }

  async #fetchBundles(source: Source, size: number, known: number, progress: Progress): Promise<void> {
    // The bundle in which the last visit ended has grown; those before it are full, and stay. Where nothing is new
    // nothing is fetched: what was seen stays as it is, and would be the evidence.
    if (size === known) return;
    for (let tile = Math.floor(known / TILE_WIDTH); tile * TILE_WIDTH < size; tile += 1) {
      const width = widthOf(tile, size);
      const path = tilePath('entries', tile, width);
      // Of a download that was broken off the full bundles stay, too: the scan judges them.
      const isThere = width === TILE_WIDTH && (await this.#own.get(path, MAX_BUNDLE)) !== undefined;
      const entries = isThere ? undefined : await bundleFrom(source, tile, width);
      if (entries) await this.#write(path, encodeBundle(entries));
      progress(tile * TILE_WIDTH + width, size);
    }
  }

  /** The partial bundle in which the last visit ended. */
  async #dropPartial(size: number, known: number): Promise<void> {
    const part = known % TILE_WIDTH;
    if (part === 0 || size === known) return;
    const path = tilePath('entries', Math.floor(known / TILE_WIDTH), part);
    await rm(join(this.directory, path), { force: true });
  }

  /** Whether the entries are those of the checkpoint, and begin with what was seen; and the blobs that they name. */
  async #scan(checkpoint: Seen, seen: Seen | undefined): Promise<Scanned> {
    try {
      return await this.#read(checkpoint, seen);
    } catch (error) {
      if (!(error instanceof TrusteeProblem)) throw error;
      return { fits: false, blobs: [] }; // a file of this copy is damaged or gone
    }
  }

  async #read(checkpoint: Seen, seen: Seen | undefined): Promise<Scanned> {
    const frontier = new Frontier();
    const blobs: BlobRef[] = [];
    let grown = seen === undefined || seen.size === 0;
    for await (const entries of this.bundles(checkpoint.size))
      for (const entry of entries) {
        frontier.append(leafHash(entry));
        if (frontier.size === seen?.size) grown = equalBytes(frontier.root(), seen.root);
        const ref = refOf(entry);
        if (ref) blobs.push(ref);
      }
    return { fits: grown && equalBytes(frontier.root(), checkpoint.root), blobs };
  }

  /**
   * What was kept and what came in do not fit together: all is brought in once more, beside. If that fits, this copy was
   * damaged, and is replaced; if it is a whole board that never had what was seen, it stays there as evidence.
   */
  async #startOver(
    source: Source,
    checkpoint: WitnessedCheckpoint,
    note: Uint8Array,
    seen: Seen | undefined,
  ): Promise<readonly BlobRef[]> {
    const other = new Mirror(`${this.directory}-other`);
    await rm(other.directory, { recursive: true, force: true });
    await other.#fetchBundles(source, checkpoint.size, 0, () => undefined);
    await other.#write('checkpoint', note);
    if (!(await other.#scan(checkpoint, undefined)).fits) throw new TrusteeProblem('board-root');
    const { fits, blobs } = await other.#scan(checkpoint, seen);
    if (!fits) throw new TrusteeProblem('board-rewritten', other.directory);
    const damaged = `${this.directory}-damaged`;
    await rm(damaged, { recursive: true, force: true });
    await mkdir(this.directory, { recursive: true });
    await rename(this.directory, damaged);
    await rename(other.directory, this.directory);
    await rm(damaged, { recursive: true });
    return blobs;
  }

  /** Whoever needs a blob says that it is missing: its entry is void, or the record faulty; the log is not. */
  async #fetchBlobs(source: Source, refs: readonly BlobRef[]): Promise<void> {
    for (const ref of refs) {
      if (await this.blob(ref)) continue;
      const bytes = await source.get(blobPath(ref), MAX_BLOB_LENGTH);
      if (bytes && matchesBlobRef(ref, bytes)) await this.#write(blobPath(ref), bytes);
    }
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.directory, path);
    await mkdir(dirname(target), { recursive: true });
    replaceFile(target, bytes);
  }
}

const blobPath = ({ hash }: BlobRef): string => `blob/${toHex(hash)}`;

function refOf(entry: Uint8Array): BlobRef | undefined {
  try {
    return blobRefOf(entry);
  } catch {
    return undefined; // a malformed entry: void
  }
}
