/** Files that the log asks for: blobs, and the checkpoints of anchored marks (spec §8.3, §8.6). @module */
import { ByteReader, tryParse, ParseFailure, equalBytes, toHex } from '../../crypto/bytes.ts';
import { type BlobRef, readBlobRef } from '../../election/entry.ts';
import { MAX_NOTE_BYTES, parseCheckpoint } from '../../board/log/note.ts';
import { kindOf } from '../../election/kinds.ts';
import { type Mark, markPath } from '../../election/marks.ts';
import { sha256 } from '../../crypto/transcript.ts';

export interface Attachment {
  readonly path: string;
  readonly limit: number;
  /** Tells whether this is the file that the log asks for. */
  readonly isRight: (bytes: Uint8Array) => boolean;
}

/** Returns the blob that the entry names, if its kind names one. */
export function blobOf(entry: Uint8Array): Attachment | undefined {
  const blobOffset = kindOf(entry)?.blobOffset;
  if (blobOffset === undefined) return undefined;
  // The length of the signatures is not judged: it depends on the manifest, and a copy may have a file too many.
  const read = tryParse(() => readBlobRef(new ByteReader(entry.subarray(1 + blobOffset))));
  return read instanceof ParseFailure ? undefined : blob(read);
}

/** Returns the checkpoint of a mark. It is right with the mark's size and root; signatures are not verified. */
export function checkpointOf(mark: Mark): Attachment {
  const isRight = (bytes: Uint8Array): boolean => {
    const note = tryParse(() => parseCheckpoint(bytes));
    return (
      !(note instanceof ParseFailure) && note.size === mark.index + 1 && equalBytes(note.root, mark.root)
    );
  };
  return { path: markPath(mark), limit: MAX_NOTE_BYTES, isRight };
}

function blob(ref: BlobRef): Attachment {
  const hash = ref.hash.slice();
  const { length } = ref;
  const isRight = (bytes: Uint8Array): boolean => bytes.length === length && equalBytes(sha256(bytes), hash);
  return { path: `blob/${toHex(hash)}`, limit: length, isRight };
}
