/** Board that the fuzzer is changing: entries, blobs, and edits to apply to the files made from them. @module */

import { concat, toHex } from '#crypto/bytes.ts';
import { readBlobRef, type BlobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { sha256 } from '#crypto/transcript.ts';
import { Reader } from '#crypto/wire.ts';
import type { BoardFiles } from '../board-files.ts';

/** Blobs by the hash in an entry, in lower-case hex. A blob need not have that hash. */
export type Blobs = ReadonlyMap<string, Uint8Array>;

export interface Draft {
  readonly entries: readonly Uint8Array[];
  readonly blobs: Blobs;
  /** Edits of the board's files, applied after the files were made from entries and blobs. */
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

/** Offset of the blob reference in an entry, by kind of entry. */
const blobAt = new Map<number, number>([
  [Kind.manifest, 1],
  [Kind.tally, 1],
  [Kind.decryptionShare, 2],
  [Kind.result, 1],
]);

/** Returns the blob reference of an entry, or undefined if the kind has none or an earlier change broke it. */
export function refOf(entry: Uint8Array): BlobRef | undefined {
  const at = blobAt.get(entry[0] ?? 0);
  if (at === undefined || entry.length < at + 36) return undefined;
  try {
    return readBlobRef(new Reader(entry.subarray(at)));
  } catch {
    return undefined;
  }
}

export const blobOf = ({ blobs }: Draft, entry: Uint8Array): Uint8Array | undefined => {
  const ref = refOf(entry);
  return ref && blobs.get(toHex(ref.hash));
};

/** Returns the entry with its blob reference replaced. */
export function withRef(entry: Uint8Array, ref: Uint8Array): Uint8Array {
  const at = blobAt.get(entry[0]!)!;
  return concat(entry.subarray(0, at), ref, entry.subarray(at + ref.length));
}
