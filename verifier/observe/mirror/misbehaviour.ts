/** What a board does that no honest one does, and what shows it. @module */
import type { Sentence } from '../../findings/sentences.ts';

/**
 * unsigned, unwitnessed: the checkpoint that is served; manifest: there is none to go by, or another one than
 * expected; fork: two signed checkpoints that are of no one log; rewind: an earlier checkpoint than one that was
 * served; altered: files are gone, or not those of the checkpoint.
 */
export type Misdeed = 'unsigned' | 'unwitnessed' | 'manifest' | 'fork' | 'rewind' | 'altered';

/** What is worth keeping of it. */
export interface Exhibit {
  /** The checkpoint that was kept before, if there was one, and the one that was served. */
  readonly kept?: Uint8Array | undefined;
  readonly served?: Uint8Array | undefined;
  /** That the smaller of the two is no beginning of the larger (spec §8.11). */
  readonly proof?: readonly Uint8Array[];
  /** The file that is wrong. */
  readonly file?: string;
}

/** The board is not taken over: what was kept stays as it is. */
export class Misbehaviour extends Error {
  readonly deed: Misdeed;
  readonly says: Sentence;
  readonly exhibit: Exhibit;

  constructor(deed: Misdeed, says: Sentence, exhibit: Exhibit = {}) {
    super(says.en);
    this.deed = deed;
    this.says = says;
    this.exhibit = exhibit;
  }
}
