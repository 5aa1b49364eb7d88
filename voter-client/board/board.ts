/** The public board of one visit: opened under what the page pins, then followed from checkpoint to checkpoint. @module */

import { equalBytes } from '#crypto/bytes.ts';
import { encodeElement, prepare, type Element } from '#crypto/group.ts';
import { openCheckpoint, type CheckpointPolicy, type WitnessedCheckpoint } from '#crypto/log/checkpoint.ts';
import { TILE_WIDTH } from '#crypto/log/tile.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { BoardFiles } from './board-files.ts';
import { demand, must } from '../contract/faults.ts';
import { SetUp } from './set-up.ts';
import { agrees, includes, type Head } from './tree.ts';

/** A checkpoint of the pinned log that the pinned witnesses have seen; who is to blame if it is not. */
export function openPinned(
  kind: 'pin' | 'receipt',
  bytes: Uint8Array,
  policy: CheckpointPolicy,
): WitnessedCheckpoint {
  must(`${kind}-log`, () => openCheckpoint(bytes, { ...policy, witnesses: [], quorum: 0 }));
  return must(`${kind}-witnesses`, () => openCheckpoint(bytes, policy));
}

/** The set-up as far as the key needs it: bytes that prove themselves again under what the page pins. */
export interface KeptSetUp {
  readonly checkpoint: Uint8Array;
  readonly entries: readonly Uint8Array[];
}

export class Board {
  readonly #election: Election;
  readonly #files: BoardFiles;
  readonly #policy: CheckpointPolicy;
  /** The largest log seen in this visit. */
  #seen: Head | undefined;
  #foundKey: Element | undefined;
  #opened: KeptSetUp | undefined;

  constructor(election: Election, url: string) {
    this.#election = election;
    this.#files = new BoardFiles(url);
    this.#policy = checkpointPolicy(election);
  }

  /** The key of the election; undefined before the board was opened. */
  get key(): Element | undefined {
    return this.#foundKey;
  }

  /** What `open` found, for `openKept`; undefined before. */
  get setUp(): KeptSetUp | undefined {
    return this.#opened;
  }

  /** Checks log, witnesses, manifest, ceremony and seals; may be done again, and then finds forks and cuts too. */
  async open(): Promise<Element> {
    const checkpoint = await this.#files.checkpoint();
    const head = openPinned('pin', checkpoint, this.#policy);
    demand(head.size >= (this.#seen?.size ?? 0), 'pin-rollback');
    await this.follow(head, 'pin-fork');
    const { key, entries } = await this.#readKey(head);
    const isSame = !this.#foundKey || equalBytes(encodeElement(this.#foundKey), encodeElement(key));
    demand(isSame, 'pin-key');
    this.#foundKey ??= prepare(key);
    this.#opened = { checkpoint, entries };
    return this.#foundKey;
  }

  /**
   * The key of a set-up that was opened before, without a network: manifest, ceremony and seals are checked again by
   * their signatures. That its entries are those of the checkpoint is not: whoever kept them saw to it.
   */
  openKept({ checkpoint, entries }: KeptSetUp): Element {
    const head = openPinned('pin', checkpoint, this.#policy);
    const setUp = new SetUp(this.#election);
    for (const entry of entries) setUp.take(entry);
    if (!setUp.key) throw setUp.whyNoKey();
    this.#seen = head;
    this.#foundKey = prepare(setUp.key);
    return this.#foundKey;
  }

  /** Throws if this checkpoint contradicts the largest seen so far. */
  async follow(head: Head, code: 'pin-fork' | 'receipt-fork'): Promise<void> {
    if (this.#seen) demand(await agrees(this.#files, this.#seen, head), code);
    if (head.size > (this.#seen?.size ?? 0)) this.#seen = head;
  }

  /** The entry at an index, under the largest checkpoint seen. */
  async entry(index: number): Promise<Uint8Array | undefined> {
    const files = this.#files;
    const seen = this.#seen;
    if (!seen || index >= seen.size) return undefined;
    const entry = (await files.bundle(Math.floor(index / TILE_WIDTH), seen.size))[index % TILE_WIDTH]!;
    demand(await includes(files, seen, index, [entry]), 'pin-root');
    return entry;
  }

  /** Reads entries, each shown to be in the log, as far as the key needs them. */
  async #readKey(head: Head): Promise<{ key: Element; entries: Uint8Array[] }> {
    const setUp = new SetUp(this.#election);
    const taken: Uint8Array[] = [];
    for (let start = 0; start < head.size; start += TILE_WIDTH) {
      const entries = await this.#files.bundle(start / TILE_WIDTH, head.size);
      demand(await includes(this.#files, head, start, entries), 'pin-root');
      for (const entry of entries) {
        setUp.take(entry);
        taken.push(entry);
        if (setUp.key) await this.#checkManifestBlob();
        if (setUp.key) return { key: setUp.key, entries: taken };
        if (setUp.ended) throw setUp.whyNoKey();
      }
    }
    throw setUp.whyNoKey();
  }

  /** The board must have what its first entry names: else it can be verified by nobody. */
  async #checkManifestBlob(): Promise<void> {
    const { id, bytes } = this.#election;
    demand(equalBytes(await this.#files.blob(id), bytes), 'pin-manifest');
  }
}
