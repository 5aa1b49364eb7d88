/** Second judge of a board's entries: the code with which the trustees' program reads the board. @module */

import { toHex } from '#crypto/bytes.ts';
import { parseBundle, tilePath } from '#crypto/log/tile.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { matchesBlobRef, type BlobRef } from '#crypto/entry/entry.ts';
import { BoardRecord } from '#trustee-tool/board/board-record.ts';
import { Mirror } from '#trustee-tool/board/mirror.ts';
import { recomputeTally } from '#trustee-tool/board/recompute.ts';
import { TrusteeProblem } from '#trustee-tool/shared/problems.ts';
import type { BoardFiles } from '../board-files.ts';

export interface Reading {
  /** Indexes of void entries, up to the entry at which the judge stopped. */
  readonly voids: readonly number[];
  /** Index of the entry at which the judge stopped, if it did. */
  readonly stopped: number | undefined;
  /**
   * Whether the published tally is the sum of the counted ballots; undefined if there is none, or the judge stopped.
   */
  readonly tallyFits: boolean | undefined;
}

/** Mirror with files in memory instead of a copy on a disk. */
class MemoryMirror extends Mirror {
  readonly #entries: readonly Uint8Array[];
  readonly #files: BoardFiles;

  constructor(entries: readonly Uint8Array[], files: BoardFiles) {
    super('/nowhere');
    this.#entries = entries;
    this.#files = files;
  }

  override async *bundles(): AsyncGenerator<readonly Uint8Array[]> {
    const entries = this.#entries;
    yield entries;
  }

  override async blob(ref: BlobRef): Promise<Uint8Array | undefined> {
    const bytes = this.#files.get(`blob/${toHex(ref.hash)}`);
    return bytes && matchesBlobRef(ref, bytes) ? bytes : undefined;
  }
}

/** Reads the entries of a board. Requires that its log has one bundle, is valid, and is of this election. */
export async function readAgain(election: Election, files: BoardFiles, size: number): Promise<Reading> {
  const mirror = new MemoryMirror(parseBundle(files.get(tilePath('entries', 0, size))!, size), files);
  const record = new BoardRecord(election, mirror);
  let stopped: number | undefined;
  try {
    await record.read(size);
  } catch (error) {
    if (!(error instanceof TrusteeProblem)) throw error;
    stopped = record.state.size;
  }
  const { tally } = record.state;
  const blob = stopped === undefined && tally ? await mirror.blob(tally) : undefined;
  return {
    voids: record.voids.map(({ index }) => index),
    stopped,
    tallyFits: blob && toHex(blob) === toHex(await recomputeTally(record, mirror)),
  };
}
