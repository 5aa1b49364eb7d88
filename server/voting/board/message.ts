/** `u32 length || entry || blob` as it comes in: the entry is at hand before anything of the blob is kept. @module */

import type { Readable } from 'node:stream';
import { MAX_BLOB_LENGTH, MAX_ENTRY_LENGTH } from '#crypto/entry/entry.ts';
import { commonProblem } from '../../shared/http/problem.ts';
import { boardProblem } from './problems.ts';

/** The longest body. */
export const MAX_MESSAGE = 4 + MAX_ENTRY_LENGTH + MAX_BLOB_LENGTH;

export class Message {
  readonly #pieces: AsyncIterator<Buffer>;
  #kept: Buffer = Buffer.alloc(0);
  #left = MAX_MESSAGE;

  constructor(body: Readable) {
    // To destroy the body would be to destroy the connection, and with it the answer.
    this.#pieces = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  }

  /** To be read first. Throws the problem to answer if what comes does not begin with an entry. */
  async entry(): Promise<Uint8Array> {
    const length = (await this.#take(4)).readUInt32BE();
    if (length < 1 || length > MAX_ENTRY_LENGTH) throw commonProblem('malformed');
    return this.#take(length);
  }

  /** All that comes after the entry; undefined if nothing does. Throws the problem to answer if it is too long. */
  async blob(): Promise<Uint8Array | undefined> {
    const pieces = [this.#kept];
    for (let piece = await this.#next(); piece; piece = await this.#next()) pieces.push(piece);
    const blob = Buffer.concat(pieces);
    return blob.length > 0 ? blob : undefined;
  }

  /** Nothing may follow the entry; throws the problem to answer at the first byte that does. */
  async end(): Promise<undefined> {
    while (this.#kept.length === 0) {
      const piece = await this.#next();
      if (!piece) return undefined;
      this.#kept = piece;
    }
    throw boardProblem('entry-blob');
  }

  /** Copied into its place, so that many small pieces take no more than few large ones. */
  async #take(length: number): Promise<Buffer> {
    const taken = Buffer.alloc(length);
    for (let filled = 0; filled < length;) {
      if (this.#kept.length === 0) {
        const piece = await this.#next();
        if (!piece) throw commonProblem('malformed');
        this.#kept = piece;
      }
      const copied = this.#kept.copy(taken, filled);
      this.#kept = this.#kept.subarray(copied);
      filled += copied;
    }
    return taken;
  }

  async #next(): Promise<Buffer | undefined> {
    const { value, done } = await this.#pieces.next().catch(() => {
      throw commonProblem('malformed'); // the connection broke
    });
    if (done === true) return undefined;
    this.#left -= value.length;
    if (this.#left < 0) throw commonProblem('too-large');
    return value;
  }
}
