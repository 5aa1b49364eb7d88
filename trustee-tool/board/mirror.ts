/**
 * A trustee's own copy of the board, which grows at each visit and is then verified as a whole (spec §8.2, §8.3). Hash
 * tiles are not copied: all hashes are computed from the entries.
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

/** Size and root of the log on an earlier visit. */
export type Seen = Pick<WitnessedCheckpoint, 'size' | 'root'>;

/** Callback for progress: number of entries done, and number of all entries. */
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
   * Downloads new files and verifies the whole copy: witnesses, root, and that it begins with the log of the earlier
   * visit. Returns the checkpoint and its bytes. After a problem the next call downloads the same files again.
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

  /** Yields the first `size` entries, a bundle at a time, from the bundle that contains the entry `from`. */
  async *bundles(size: number, from = 0): AsyncGenerator<readonly Uint8Array[]> {
    for (let tile = Math.floor(from / TILE_WIDTH); tile * TILE_WIDTH < size; tile += 1)
      yield await bundleFrom(this.#own, tile, widthOf(tile, size));
  }

  /** Returns the blob that an entry names; undefined if the copy lacks it or has other bytes. */
  async blob(ref: BlobRef): Promise<Uint8Array | undefined> {
    const bytes = await this.#own.get(blobPath(ref), MAX_BLOB_LENGTH);
    return bytes && matchesBlobRef(ref, bytes) ? bytes : undefined;
  }

  async #fetchBundles(source: Source, size: number, known: number, progress: Progress): Promise<void> {
    // Full bundles of the last visit are kept. The partial bundle in which it ended is downloaded again, because it has
    // grown. If the log has not grown, nothing is downloaded, so that the copy stays as it was and can serve as
    // evidence.
    if (size === known) return;
    for (let tile = Math.floor(known / TILE_WIDTH); tile * TILE_WIDTH < size; tile += 1) {
      const width = widthOf(tile, size);
      const path = tilePath('entries', tile, width);
      // Full bundles of an interrupted download are kept, too: the scan verifies them.
      const isThere = width === TILE_WIDTH && (await this.#own.get(path, MAX_BUNDLE)) !== undefined;
      const entries = isThere ? undefined : await bundleFrom(source, tile, width);
      if (entries) await this.#write(path, encodeBundle(entries));
      progress(tile * TILE_WIDTH + width, size);
    }
  }

  /** Removes the partial bundle in which the last visit ended. */
  async #dropPartial(size: number, known: number): Promise<void> {
    const part = known % TILE_WIDTH;
    if (part === 0 || size === known) return;
    const path = tilePath('entries', Math.floor(known / TILE_WIDTH), part);
    await rm(join(this.directory, path), { force: true });
  }

  /**
   * Returns whether the entries have the root of the checkpoint and begin with the earlier log, and the blobs that the
   * entries name.
   */
  async #scan(checkpoint: Seen, seen: Seen | undefined): Promise<Scanned> {
    try {
      return await this.#read(checkpoint, seen);
    } catch (error) {
      if (!(error instanceof TrusteeProblem)) throw error;
      return { fits: false, blobs: [] }; // a file of this copy is damaged or missing
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
   * Downloads the whole board again, beside this copy, because the old and the new files do not fit together. If the
   * new copy continues the earlier log, this one was damaged and is replaced. If the new copy is a whole board that
   * does not continue it, the new copy is kept as evidence and `board-rewritten` is thrown.
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

  /**
   * Downloads missing blobs. One that the board lacks is not an error here: it makes its entry void or the record
   * faulty, not the log.
   */
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
    return undefined; // a malformed entry, which is void
  }
}
