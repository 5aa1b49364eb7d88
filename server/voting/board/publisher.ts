/** Follows the log as the database commits it, and publishes it as files (spec §8.3). @module */

import { equalBytes } from '#crypto/bytes.ts';
import type { BoardFiles } from './board-files.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import type { BallotCounts, Committed, LogStore } from './log-store.ts';
import type { Notary } from './notary.ts';

/** Entries read at a time. */
const STEP = 256;

/** What is on the board for everyone. */
export interface Published extends BallotCounts {
  readonly size: number;
  readonly checkpoint: Uint8Array;
}

/** In this order: whoever has an answer then finds what it did wherever they ask. */
export interface Followers {
  /** Takes what the log's first `size` entries say into the state of the record. */
  readonly follow: (size: number) => Promise<void>;
  /** Called with the leaf hashes of new entries, the first of which has index `start`, once they are published. */
  readonly onPublished: (leaves: readonly Uint8Array[], start: number) => void;
}

export class Publisher {
  readonly #store: LogStore;
  readonly #files: BoardFiles;
  readonly #notary: Notary;
  readonly #followers: Followers;
  #now: Published | undefined;
  /** Leaves of entries that are in the files and not yet published. */
  #pending: Uint8Array[] = [];
  /** Of all entries that are in the files. */
  #counts: BallotCounts;

  /** `published`: what the files stand at. */
  constructor(
    store: LogStore,
    files: BoardFiles,
    notary: Notary,
    followers: Followers,
    published: Published | undefined,
  ) {
    this.#store = store;
    this.#files = files;
    this.#notary = notary;
    this.#followers = followers;
    this.#now = published;
    this.#counts = { ballots: published?.ballots ?? 0, challenged: published?.challenged ?? 0 };
  }

  get published(): Published | undefined {
    return this.#now;
  }

  /** Publishes all that is committed; what has no note yet is signed and witnessed by the `leading` node alone. */
  async advance({ leading }: { readonly leading: boolean }): Promise<void> {
    for (;;) {
      const commits = await this.#store.committedAfter(this.#now?.size ?? 0, 64);
      for (const committed of commits) {
        if (!committed.note && !leading) return;
        await this.#append(committed);
        await this.#publish(committed);
      }
      if (commits.length < 64) return;
    }
  }

  /** Reads the entries back from the database: what is signed is what is kept. */
  async #append({ size, root }: Committed): Promise<void> {
    while (this.#files.size < size) {
      const entries = await this.#store.entries(this.#files.size, Math.min(size, this.#files.size + STEP));
      for (const entry of entries) {
        const ref = blobRefOf(entry);
        if (ref) await this.#files.blob(await this.#store.blob(ref.hash));
      }
      this.#pending.push(...(await this.#files.append(entries)));
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
      note = await this.#notary.note(committed, (start, end) => this.#files.range(start, end));
      await this.#store.settle(size, note);
    }
    await this.#files.publish(note, { archive: true });
    await this.#followers.follow(size);
    this.#now = { size, checkpoint: note, ...this.#counts };
    this.#followers.onPublished(this.#pending, size - this.#pending.length);
    this.#pending = [];
  }
}
