/** References from entries to blobs (spec §2.6). @module */

import { concat } from '../bytes.ts';
import { encodeBlobRef, readBlobRef, type BlobRef } from '../entry/entry.ts';
import { Kind } from '../entry/kinds.ts';
import { Reader } from '../wire.ts';

const REF_LENGTH = 36;

/** Offset of the reference in an entry, by kind. */
const offsets = new Map<number, number>([
  [Kind.manifest, 1],
  [Kind.build, 9],
  [Kind.incident, 9],
  [Kind.siteClosing, 11],
  [Kind.tally, 1],
  [Kind.decryptionShare, 2],
  [Kind.result, 1],
]);

/**
 * Returns the blob that an entry names; undefined if its kind names none. Throws if the entry is too short or no blob
 * can have the length. What follows the reference is not judged.
 */
export function blobRefOf(entry: Uint8Array): BlobRef | undefined {
  const offset = offsets.get(entry[0]!);
  return offset === undefined ? undefined : readBlobRef(new Reader(entry.subarray(offset)));
}

/** Returns the entry with another reference in place of its own; the kind must be one that names a blob. */
export function withBlobRef(entry: Uint8Array, ref: BlobRef): Uint8Array {
  const offset = offsets.get(entry[0]!);
  if (offset === undefined) throw new Error('this kind of entry names no blob');
  return concat(entry.subarray(0, offset), encodeBlobRef(ref), entry.subarray(offset + REF_LENGTH));
}
