/** Reading of blobs that any number of entries may name (spec §2.6). @module */
import { equalBytes, ParseFailure } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/transcript.ts';
import type { BoardReader } from '../board/reader.ts';
import { sentences } from '../findings/sentences.ts';
import { BlobMissing, blobPath, type BlobRef } from './entry.ts';

export class BlobReader {
  readonly #board: BoardReader;
  readonly #maxBytes: number;
  /**
   * Length of each blob that was read, by path; 0 if the file is too long or not the blob. So no file is read again
   * for an entry that gives another length.
   */
  readonly #lengths = new Map<string, number>();

  /** `maxBytes`: maximum length of a blob that these entries may name. */
  constructor(board: BoardReader, maxBytes: number) {
    this.#board = board;
    this.#maxBytes = maxBytes;
  }

  /** Reads a blob. Returns a failure if it is missing, too long, or has not the signed hash and length. */
  async read({ hash, length }: BlobRef): Promise<Uint8Array | ParseFailure> {
    if (length > this.#maxBytes) return new ParseFailure(sentences.tooLong(this.#maxBytes));
    const path = blobPath(hash);
    const known = this.#lengths.get(path);
    if (known !== undefined && known !== length) return new ParseFailure(sentences.wrongBlob(path));
    const bytes = await this.#board.read(path, this.#maxBytes);
    if (!bytes) return new BlobMissing(sentences.blobMissing(path)); // a later entry may find it
    const own = equalBytes(sha256(bytes), hash) ? bytes.length : 0;
    this.#lengths.set(path, own);
    return own === length ? bytes : new ParseFailure(sentences.wrongBlob(path));
  }
}
