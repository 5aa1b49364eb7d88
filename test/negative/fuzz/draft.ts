/** A board that is being changed: its entries and blobs, and the edits to apply to its files. @module */

import { concat, toHex } from '#crypto/bytes.ts';
import { readBlobRef, type BlobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { sha256 } from '#crypto/transcript.ts';
import { Reader } from '#crypto/wire.ts';
import type { BoardFiles } from '../board-files.ts';

/** Blobs of any content, by the lower-case hex of the hash by which an entry names them. */
export type Blobs = ReadonlyMap<string, Uint8Array>;

export interface Draft {
  readonly entries: readonly Uint8Array[];
  readonly blobs: Blobs;
  /** Edits of the log's files, applied after the log was made from the entries. */
  readonly edits: readonly ((files: BoardFiles) => void)[];
}

export const withEntries = (draft: Draft, entries: readonly Uint8Array[]): Draft => ({ ...draft, entries });

export const withEntry = (draft: Draft, index: number, entry: Uint8Array): Draft =>
  withEntries(draft, draft.entries.with(index, entry));

export const withBlob = (draft: Draft, blob: Uint8Array): Draft => ({
  ...draft,
  blobs: new Map([...draft.blobs, [toHex(sha256(blob)), blob]]),
});

export const withEdit = (draft: Draft, edit: (files: BoardFiles) => void): Draft => ({
  ...draft,
  edits: [...draft.edits, edit],
});

/** Offset of an entry's reference to a blob, by its kind. */
const blobAt = new Map<number, number>([
  [Kind.manifest, 1],
  [Kind.tally, 1],
  [Kind.decryptionShare, 2],
  [Kind.result, 1],
]);

/** Returns the reference of an entry that has one, if it is long enough to hold it. */
export function refOf(entry: Uint8Array): BlobRef | undefined {
  const at = blobAt.get(entry[0] ?? 0);
  if (at === undefined || entry.length < at + 36) return undefined;
  return readBlobRef(new Reader(entry.subarray(at)));
}

export const blobOf = ({ blobs }: Draft, entry: Uint8Array): Uint8Array | undefined => {
  const ref = refOf(entry);
  return ref && blobs.get(toHex(ref.hash));
};

/** Returns the entry with another reference in place of its own. */
export function withRef(entry: Uint8Array, ref: Uint8Array): Uint8Array {
  const at = blobAt.get(entry[0]!)!;
  return concat(entry.subarray(0, at), ref, entry.subarray(at + ref.length));
}
