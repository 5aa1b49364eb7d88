/** A board that is being changed: its entries and blobs, and what happens to the files when they are made. @module */

import { concat, toHex } from '#crypto/bytes.ts';
import { readBlobRef, type BlobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { sha256 } from '#crypto/transcript.ts';
import { Reader } from '#crypto/wire.ts';
import type { BoardFiles } from '../board-files.ts';

/** By the lower-case hex of the hash that an entry calls them by, whatever is in them. */
export type Blobs = ReadonlyMap<string, Uint8Array>;

export interface Draft {
  readonly entries: readonly Uint8Array[];
  readonly blobs: Blobs;
  /** After the log was made from the entries: what is changed in its files. */
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

/** Where an entry's reference to a blob begins, by its kind. */
const blobAt = new Map<number, number>([
  [Kind.manifest, 1],
  [Kind.tally, 1],
  [Kind.decryptionShare, 2],
  [Kind.result, 1],
]);

/** The reference of an entry that has one, if it is long enough to hold it. */
export function refOf(entry: Uint8Array): BlobRef | undefined {
  const at = blobAt.get(entry[0] ?? 0);
  if (at === undefined || entry.length < at + 36) return undefined;
  return readBlobRef(new Reader(entry.subarray(at)));
}

export const blobOf = ({ blobs }: Draft, entry: Uint8Array): Uint8Array | undefined => {
  const ref = refOf(entry);
  return ref && blobs.get(toHex(ref.hash));
};

/** The entry with another reference in the place of its own. */
export function withRef(entry: Uint8Array, ref: Uint8Array): Uint8Array {
  const at = blobAt.get(entry[0]!)!;
  return concat(entry.subarray(0, at), ref, entry.subarray(at + ref.length));
}
