/**
 * Incremental reader of a message `u32 length || entry || blob`: the entry is available before any byte of the blob is
 * kept.
 * @module
 */

import type { Readable } from 'node:stream';
import { MAX_BLOB_LENGTH, MAX_ENTRY_LENGTH } from '#crypto/entry/entry.ts';
import { commonProblem } from '../../shared/http/problem.ts';
import { boardProblem } from './problems.ts';

/** Maximum length of a message in bytes. */
export const MAX_MESSAGE = 4 + MAX_ENTRY_LENGTH + MAX_BLOB_LENGTH;

export class Message {
  readonly #pieces: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #remaining = MAX_MESSAGE;

  constructor(body: Readable) {
    // Destroying the body would destroy the connection, and the answer with it.
    this.#pieces = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  }

  /** Reads the entry; must be called first. Throws the error to answer if the body does not begin with an entry. */
  async entry(): Promise<Uint8Array> {
    const length = (await this.#take(4)).readUInt32BE();
    if (length < 1 || length > MAX_ENTRY_LENGTH) throw commonProblem('malformed');
    return this.#take(length);
  }

  /**
   * Reads the bytes after the entry; returns undefined if there are none. Throws the error to answer if there are too
   * many.
   */
  async blob(): Promise<Uint8Array | undefined> {
    const pieces = [this.#rest];
    for (let piece = await this.#next(); piece; piece = await this.#next()) pieces.push(piece);
    const blob = Buffer.concat(pieces);
    return blob.length > 0 ? blob : undefined;
  }

  /** Checks that the message ends after the entry; throws `entry-blob` at the first further byte. */
  async end(): Promise<undefined> {
    while (this.#rest.length === 0) {
      const piece = await this.#next();
      if (!piece) return undefined;
      this.#rest = piece;
    }
    throw boardProblem('entry-blob');
  }

  /** Copies bytes into one buffer, so that many small chunks take no more memory than few large ones. */
  async #take(length: number): Promise<Buffer> {
    const taken = Buffer.alloc(length);
    for (let filled = 0; filled < length;) {
      if (this.#rest.length === 0) {
        const piece = await this.#next();
        if (!piece) throw commonProblem('malformed');
        this.#rest = piece;
      }
      const copied = this.#rest.copy(taken, filled);
      this.#rest = this.#rest.subarray(copied);
      filled += copied;
    }
    return taken;
  }

  async #next(): Promise<Buffer | undefined> {
    const { value, done } = await this.#pieces.next().catch(() => {
      throw commonProblem('malformed'); // the connection was lost
    });
    if (done === true) return undefined;
    this.#remaining -= value.length;
    if (this.#remaining < 0) throw commonProblem('too-large');
    return value;
  }
}
