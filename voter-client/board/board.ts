/**
 * Public board during one visit. It is opened against the page's pins, and every later checkpoint must be consistent
 * with the earlier ones.
 * @module
 */

import { equalBytes } from '#crypto/bytes.ts';
import { encodeElement, prepare, type Element } from '#crypto/group.ts';
import { openCheckpoint, type CheckpointPolicy, type WitnessedCheckpoint } from '#crypto/log/checkpoint.ts';
import { TILE_WIDTH } from '#crypto/log/tile.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { BoardFiles } from './board-files.ts';
import { demand, must } from '../contract/faults.ts';
import { SetUp } from './set-up.ts';
import { isConsistent, includes, type Head } from './tree.ts';

/**
 * Opens a checkpoint of the pinned log with the cosignatures of the pinned witnesses. Throws `pin-log` or
 * `pin-witnesses`, or the `receipt-…` faults for a receipt.
 */
export function openPinned(
  kind: 'pin' | 'receipt',
  bytes: Uint8Array,
  policy: CheckpointPolicy,
): WitnessedCheckpoint {
  must(`${kind}-log`, () => openCheckpoint(bytes, { ...policy, witnesses: [], quorum: 0 }));
  return must(`${kind}-witnesses`, () => openCheckpoint(bytes, policy));
}

/**
 * Checkpoint and entries from which the election key can be computed again without network. The bytes can be verified
 * again against the page's pins.
 */
export interface StoredSetUp {
  readonly checkpoint: Uint8Array;
  readonly entries: readonly Uint8Array[];
}

export class Board {
  readonly #election: Election;
  readonly #files: BoardFiles;
  readonly #policy: CheckpointPolicy;
  /** Head of the largest log seen in this visit. */
  #seen: Head | undefined;
  #foundKey: Element | undefined;
  #opened: StoredSetUp | undefined;

  constructor(election: Election, url: string) {
    this.#election = election;
    this.#files = new BoardFiles(url);
    this.#policy = checkpointPolicy(election);
  }

  /** Election key; undefined until the board was opened. */
  get key(): Element | undefined {
    return this.#foundKey;
  }

  /** Set-up that `open` read, for `openStored`; undefined before. */
  get setUp(): StoredSetUp | undefined {
    return this.#opened;
  }

  /**
   * Checks log, witnesses, manifest, key ceremony and seals; returns the election key. A repeated call also detects
   * forks and rollbacks.
   */
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
   * Opens a stored set-up without network and returns the election key. The signatures of manifest, ceremony and seals
   * are checked again. Whether the entries belong to the checkpoint is not checked again: `open` did that before they
   * were stored.
   */
  openStored({ checkpoint, entries }: StoredSetUp): Element {
    const head = openPinned('pin', checkpoint, this.#policy);
    const setUp = new SetUp(this.#election);
    for (const entry of entries) setUp.apply(entry);
    if (!setUp.key) throw setUp.keyFault();
    this.#seen = head;
    this.#foundKey = prepare(setUp.key);
    return this.#foundKey;
  }

  /** Checks that a checkpoint is consistent with the largest one seen; throws `code` if it is not. */
  async follow(head: Head, code: 'pin-fork' | 'receipt-fork'): Promise<void> {
    if (this.#seen) demand(await isConsistent(this.#files, this.#seen, head), code);
    if (head.size > (this.#seen?.size ?? 0)) this.#seen = head;
  }

  /**
   * Returns the entry at an index, verified under the largest checkpoint seen; undefined if the index is beyond that
   * checkpoint.
   */
  async entry(index: number): Promise<Uint8Array | undefined> {
    const files = this.#files;
    const seen = this.#seen;
    if (!seen || index >= seen.size) return undefined;
    const entry = (await files.bundle(Math.floor(index / TILE_WIDTH), seen.size))[index % TILE_WIDTH]!;
    demand(await includes(files, seen, index, [entry]), 'pin-root');
    return entry;
  }

  /** Reads the entries from which the key follows, and verifies that each is in the log. */
  async #readKey(head: Head): Promise<{ key: Element; entries: Uint8Array[] }> {
    const setUp = new SetUp(this.#election);
    const taken: Uint8Array[] = [];
    for (let start = 0; start < head.size; start += TILE_WIDTH) {
      const entries = await this.#files.bundle(start / TILE_WIDTH, head.size);
      demand(await includes(this.#files, head, start, entries), 'pin-root');
      for (const entry of entries) {
        setUp.apply(entry);
        taken.push(entry);
        if (setUp.key) await this.#checkManifestBlob();
        if (setUp.key) return { key: setUp.key, entries: taken };
        if (setUp.isEnded) throw setUp.keyFault();
      }
    }
    throw setUp.keyFault();
  }

  /**
   * Checks that the board has the manifest that its first entry names. Nobody can verify a board without its manifest.
   */
  async #checkManifestBlob(): Promise<void> {
    const { id, bytes } = this.#election;
    demand(equalBytes(await this.#files.blob(id), bytes), 'pin-manifest');
  }
}
