/** Board that the fuzzer is changing: entries, blobs, and edits to apply to the files made from them. @module */

import { toHex } from '#crypto/bytes.ts';
import type { BlobRef } from '#crypto/entry/entry.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import { sha256 } from '#crypto/transcript.ts';
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

/** Returns the blob reference of an entry, or undefined if the kind has none or an earlier change broke it. */
export function refOf(entry: Uint8Array): BlobRef | undefined {
  try {
    return blobRefOf(entry);
  } catch {
    return undefined;
  }
}

export const blobOf = ({ blobs }: Draft, entry: Uint8Array): Uint8Array | undefined => {
  const ref = refOf(entry);
  return ref && blobs.get(toHex(ref.hash));
};
