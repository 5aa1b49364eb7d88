/** Files that entries name: blobs, and the checkpoints of clock marks (spec §8.3). @module */
import { attempt, Refusal, same, toHex } from '../../crypto/bytes.ts';
import { type BlobRef, readBlobRef, readSigned } from '../../election/entry.ts';
import { MAX_NOTE, parseCheckpoint } from '../../board/log/note.ts';
import { CLOCK_KIND } from '../../election/state/clock.ts';
import { SITE_CLOSING_KIND } from '../../election/state/sites.ts';
import { sha256 } from '../../crypto/transcript.ts';

export interface Attachment {
  readonly path: string;
  readonly limit: number;
  /** Whether this is the file that the entry names. */
  readonly isRight: (bytes: Uint8Array) => boolean;
}

/** Bytes before the BlobRef in the bodies of the kinds that have one: manifest, closing of a site, tally, decryption share, result. */
const beforeBlob = new Map([
  [0x01, 0],
  [SITE_CLOSING_KIND, 2 + 4 + 4],
  [0x50, 0],
  [0x51, 1],
  [0x52, 0],
]);

/** That of the entry, if it is of a kind that has one; `root` is the log's with it as the last entry. */
export function attachmentOf(
  entry: Uint8Array,
  index: number,
  root: () => Uint8Array,
): Attachment | undefined {
  const [kind] = entry;
  if (kind === CLOCK_KIND) return clockNote(index + 1, root());
  const before = beforeBlob.get(kind!);
  if (before === undefined) return undefined;
  const read = attempt(() =>
    readSigned(new Uint8Array(), entry, (reader) => {
      reader.take(before);
      return readBlobRef(reader);
    }),
  );
  return read instanceof Refusal ? undefined : blob(read.body); // a malformed entry names nothing
}

/** Who signed it is for the verifier to judge: it is kept if it speaks of this log. */
function clockNote(size: number, root: Uint8Array): Attachment {
  const isRight = (bytes: Uint8Array): boolean => {
    const note = attempt(() => parseCheckpoint(bytes));
    return !(note instanceof Refusal) && note.size === size && same(note.root, root);
  };
  return { path: `clock/${size}`, limit: MAX_NOTE, isRight };
}

function blob(ref: BlobRef): Attachment {
  const hash = ref.hash.slice();
  const { length } = ref;
  const isRight = (bytes: Uint8Array): boolean => bytes.length === length && same(sha256(bytes), hash);
  return { path: `blob/${toHex(hash)}`, limit: length, isRight };
}
