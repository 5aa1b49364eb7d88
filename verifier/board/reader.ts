/** Where a board's files come from (spec §8.3). @module */
import type { Sentence } from '../findings/sentences.ts';

/** A directory, or a web site. It is not trusted: it may hold anything under any path. */
export interface BoardReader {
  /**
   * The file, or undefined if there is none. Of a file that is longer than `limit` it returns
   * `limit + 1` bytes, so that the caller refuses it without having read it all. It rejects only if
   * the board cannot be read at all.
   */
  read(path: string, limit: number): Promise<Uint8Array | undefined>;
  /** Advice: this file will be read soon. A reader for which that takes time may begin. */
  soon?(path: string, limit: number): void;
}

/** The board cannot be read: no verdict comes of it. */
export class Unreadable extends Error {
  readonly says: Sentence;
  constructor(says: Sentence) {
    super(says.en);
    this.says = says;
  }
}
