/** Access to a board's files (spec §8.3). @module */
import type { Sentence } from '../findings/sentences/sentence.ts';

/** Board in a directory or on a web site. It is not trusted: any path may return any bytes. */
export interface BoardReader {
  /**
   * Reads a file. Returns undefined if there is none. Returns only `limit + 1` bytes of a longer file, so that
   * the caller can reject it without reading all of it. Rejects only if the board cannot be read at all.
   */
  read(path: string, limit: number): Promise<Uint8Array | undefined>;
  /** Announces that this file will be read soon. A slow reader may request it now. */
  prefetch?(path: string, limit: number): void;
}

/** Error of a board that cannot be read: there is no verdict. */
export class UnreadableError extends Error {
  readonly says: Sentence;
  constructor(says: Sentence) {
    super(says.en);
    this.says = says;
  }
}

/** Error of a place without a board: the file `checkpoint` is missing. It is no finding, but there is no verdict. */
export class NoBoardError extends Error {
  constructor() {
    super('no checkpoint');
  }
}
