/** Maker of all files of a draft: tiles, bundles, and checkpoints signed by log and witnesses. @module */

import { formatCheckpoint } from '#crypto/log/checkpoint.ts';
import { Frontier, leafHash } from '#crypto/log/merkle.ts';
import { encodeBundle, tilePath, TILE_WIDTH } from '#crypto/log/tile.ts';
import { cosignNote, signNote } from '#crypto/log/note.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { logKey, witnessKey, type Parties } from '#server/rehearsal/parties/parties.ts';
import type { BoardFiles } from '../board-files.ts';
import type { Draft } from './draft.ts';

export class LogMaker {
  readonly #origin: string;
  readonly #parties: Parties;
  /** Cache of checkpoints, because mutants share most of them, and signatures are most of the work. */
  readonly #notes = new Map<string, Uint8Array>();

  constructor(origin: string, parties: Parties) {
    this.#origin = origin;
    this.#parties = parties;
  }

  /** Returns all files of the board. Throws if the log needs more than one bundle. */
  files({ entries, blobs, edits }: Draft): BoardFiles {
    if (entries.length >= TILE_WIDTH) throw new Error('these boards are of one bundle');
    const files: BoardFiles = new Map();
    const frontier = new Frontier();
    let time = 0;
    for (const entry of entries) {
      frontier.append(leafHash(entry));
      if (entry[0] !== Kind.clock) continue;
      time = timeOf(entry);
      files.set(`clock/${frontier.size}`, this.#note(frontier, time));
    }
    files.set('checkpoint', this.#note(frontier, time));
    if (entries.length > 0) {
      files.set(tilePath(0, 0, entries.length), Buffer.concat(entries.map(leafHash)));
      files.set(tilePath('entries', 0, entries.length), encodeBundle(entries));
    }
    for (const [hash, blob] of blobs) files.set(`blob/${hash}`, blob);
    for (const edit of edits) edit(files);
    return files;
  }

  /** Returns the text signed by the log, and by all witnesses with this time. */
  sign(text: string, time: number): Uint8Array {
    const { logSeed, witnesses } = this.#parties;
    return witnesses.reduce(
      (note, witness) => cosignNote(note, witnessKey(witness), witness.seed, time),
      signNote(text, logKey(this.#origin, logSeed), logSeed),
    );
  }

  #note(frontier: Frontier, time: number): Uint8Array {
    const text = formatCheckpoint({ origin: this.#origin, size: frontier.size, root: frontier.root() });
    const key = `${time}\n${text}`;
    const known = this.#notes.get(key);
    if (known) return known;
    if (this.#notes.size > 1000) this.#notes.clear();
    const note = this.sign(text, time);
    this.#notes.set(key, note);
    return note;
  }
}

/** Returns the time of a clock entry. Returns 0 for a time that is missing or that no witness could sign. */
export function timeOf(mark: Uint8Array): number {
  if (mark.length < 9) return 0;
  const time = new DataView(mark.buffer, mark.byteOffset).getBigUint64(1);
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : 0;
}
