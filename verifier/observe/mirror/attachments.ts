/** Files that entries name: blobs, and the checkpoints of clock marks (spec §8.3). @module */
import { ByteReader, tryParse, ParseFailure, equalBytes, toHex } from '../../crypto/bytes.ts';
import { type BlobRef, readBlobRef } from '../../election/entry.ts';
import { MAX_NOTE_BYTES, parseCheckpoint } from '../../board/log/note.ts';
import { kindOf } from '../../election/kinds.ts';
import { sha256 } from '../../crypto/transcript.ts';

export interface Attachment {
  readonly path: string;
  readonly limit: number;
  /** Tells whether this is the file that the entry names. */
  readonly isRight: (bytes: Uint8Array) => boolean;
}

/**
 * Returns the file that the entry names, if its kind names one. `root` returns the root of the log up to and
 * including the entry.
 */
export function attachmentOf(
  entry: Uint8Array,
  index: number,
  root: () => Uint8Array,
): Attachment | undefined {
  const kind = kindOf(entry);
  if (kind?.name === 'clock') return clockNote(index + 1, root());
  const blobOffset = kind?.blobOffset;
  if (blobOffset === undefined) return undefined;
  // The length of the signatures is not judged: it depends on the manifest, and a copy may have a file too many.
  const read = tryParse(() => readBlobRef(new ByteReader(entry.subarray(1 + blobOffset))));
  return read instanceof ParseFailure ? undefined : blob(read);
}

/** Returns the checkpoint of a clock mark. It is right with this size and root; signatures are not verified. */
function clockNote(size: number, root: Uint8Array): Attachment {
  const isRight = (bytes: Uint8Array): boolean => {
    const note = tryParse(() => parseCheckpoint(bytes));
    return !(note instanceof ParseFailure) && note.size === size && equalBytes(note.root, root);
  };
  return { path: `clock/${size}`, limit: MAX_NOTE_BYTES, isRight };
}

function blob(ref: BlobRef): Attachment {
  const hash = ref.hash.slice();
  const { length } = ref;
  const isRight = (bytes: Uint8Array): boolean => bytes.length === length && equalBytes(sha256(bytes), hash);
  return { path: `blob/${toHex(hash)}`, limit: length, isRight };
}
