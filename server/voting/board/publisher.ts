/** Publisher of the committed log as files (spec §8.3). @module */

import { equalBytes } from '#crypto/bytes.ts';
import type { BoardFiles } from './board-files.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import { parseClock } from '#crypto/record/office.ts';
import type { BallotCounts, Committed, LogStore } from './log-store.ts';
import type { MarkArchive } from './mark-archive.ts';
import type { CheckpointSigner } from './checkpoint-signer.ts';

/** Number of entries in one query. */
const BATCH_ENTRIES = 256;

/** Published state of the board. */
export interface Published extends BallotCounts {
  readonly size: number;
  readonly checkpoint: Uint8Array;
}

/**
 * Parts of the process that follow the published log. They are updated in this order, so that a client that has its
 * answer sees the effect on every endpoint.
 */
export interface Followers {
  /** Applies the log's first `size` entries to the state of the record. */
  readonly follow: (size: number) => Promise<void>;
  /** Returns whether the election is finished, according to the entries applied so far. */
  readonly isFinished: () => boolean;
  /** Called with the leaf hashes of new entries, the first of which has index `start`, once they are published. */
  readonly onPublished: (leaves: readonly Uint8Array[], start: number) => void;
}

export class Publisher {
  readonly #store: LogStore;
  readonly #files: BoardFiles;
  readonly #checkpointSigner: CheckpointSigner;
  readonly #followers: Followers;
  #published: Published | undefined;
  readonly #archive: MarkArchive;
  /** Time of the clock mark that is the last entry in the files, POSIX seconds. */
  #markedAt = 0;
  /** Whether a result was appended, which ends the election; `followers` know it only after publication. */
  #isFinished = false;
  /** Leaf hashes of entries that are in the files and not yet published. */
  #pending: Uint8Array[] = [];
  /** Counts over all entries in the files. */
  #counts: BallotCounts;

  /** `published`: the board's state according to the files. */
  constructor(
    store: LogStore,
    files: BoardFiles,
    archive: MarkArchive,
    checkpointSigner: CheckpointSigner,
    followers: Followers,
    published: Published | undefined,
  ) {
    this.#archive = archive;
    this.#store = store;
    this.#files = files;
    this.#checkpointSigner = checkpointSigner;
    this.#followers = followers;
    this.#published = published;
    this.#counts = { ballots: published?.ballots ?? 0, challenged: published?.challenged ?? 0 };
  }

  get published(): Published | undefined {
    return this.#published;
  }

  /**
   * Publishes all commits that are not published yet. Only the `leading` node has new checkpoints signed and witnessed.
   */
  async advance({ leading }: { readonly leading: boolean }): Promise<void> {
    for (;;) {
      const commits = await this.#store.committedAfter(this.#published?.size ?? 0, 64);
      for (const committed of commits) {
        if (!committed.note && !leading) return;
        await this.#append(committed);
        await this.#publish(committed);
      }
      if (commits.length < 64) return;
    }
  }

  /**
   * Appends the entries of a commit to the files. It reads them back from the database, so that the stored entries are
   * the ones signed.
   */
  async #append({ size, root }: Committed): Promise<void> {
    while (this.#files.size < size) {
      const entries = await this.#store.entries(
        this.#files.size,
        Math.min(size, this.#files.size + BATCH_ENTRIES),
      );
      for (const entry of entries) {
        const ref = blobRefOf(entry);
        if (ref) await this.#files.blob(await this.#store.blob(ref.hash));
      }
      this.#pending.push(...(await this.#files.append(entries)));
      const last = entries.at(-1);
      if (last?.[0] === Kind.clock) this.#markedAt = parseClock(last);
      this.#isFinished ||= entries.some(([kind]) => kind === Kind.result);
      const { ballots, challenged } = this.#counts;
      this.#counts = {
        ballots: ballots + entries.filter(([kind]) => kind === Kind.ballot).length,
        challenged: challenged + entries.filter(([kind]) => kind === Kind.challenged).length,
      };
    }
    if (this.#files.size === size && !equalBytes(this.#files.root(), root))
      throw new Error(
        `the entries in the database are not those to which the log was committed at size ${size}`,
      );
  }

  async #publish(committed: Committed): Promise<void> {
    const { size } = committed;
    let note = committed.note;
    if (!note) {
      note = await this.#checkpointSigner.signCheckpoint(committed, (start, end) =>
        this.#files.range(start, end),
      );
      await this.#store.settle(size, note);
    }
    // Archive before publishing: a reader of the checkpoint finds every file that it asks for.
    await this.#archive.add({ seconds: this.#markedAt, size, note });
    if (this.#isFinished || this.#followers.isFinished()) await this.#archive.finish();
    await this.#files.publish(note);
    await this.#followers.follow(size);
    this.#published = { size, checkpoint: note, ...this.#counts };
    this.#followers.onPublished(this.#pending, size - this.#pending.length);
    this.#pending = [];
  }
}
