/** Search for the files that a log asks for, entry by entry (spec §8.3, §8.6). @module */
import { ParseFailure } from '../../crypto/bytes.ts';
import type { Election } from '../../election/election.ts';
import { kindOf, type Stage, stageAfter } from '../../election/kinds.ts';
import { followMark, type LastMark, readMark } from '../../election/marks.ts';
import { type Attachment, blobOf, checkpointOf } from './attachments.ts';

/** Position in a log: the stage, and the last valid mark, which may be anchored by the next one. */
export interface LogPosition {
  readonly stage: Stage;
  readonly last: LastMark | undefined;
}

export const startOfLog: LogPosition = { stage: 'set-up', last: undefined };

/** Search for the attachments of entries, in order. */
export class AttachmentSearch {
  readonly #election: Election;
  #position: LogPosition;

  /** `position`: position after the entries that were searched before. */
  constructor(election: Election, position: LogPosition) {
    this.#election = election;
    this.#position = position;
  }

  /** Position after the last entry, from which another search can go on. */
  get position(): LogPosition {
    return this.#position;
  }

  /**
   * Returns the files that are asked for because of the next entry. `root` returns the root of the log up to and
   * including the entry.
   */
  async next(entry: Uint8Array, index: number, root: () => Uint8Array): Promise<readonly Attachment[]> {
    const kind = kindOf(entry);
    if (kind?.name === 'clock') return this.#nextMark(entry, index, root);
    this.#position = { ...this.#position, stage: stageAfter(this.#position.stage, kind) };
    const blob = blobOf(entry);
    return blob ? [blob] : [];
  }

  /**
   * Returns the checkpoint of the last mark if it is asked for because the stage is finished. It may be asked for
   * no longer if the board grows.
   */
  atEnd(): readonly Attachment[] {
    const { stage, last } = this.#position;
    return stage === 'finished' && last && !last.isAnchored ? [checkpointOf(last.mark)] : [];
  }

  async #nextMark(entry: Uint8Array, index: number, root: () => Uint8Array): Promise<readonly Attachment[]> {
    const time = await readMark(this.#election, entry, this.#position.last?.mark.time);
    if (time instanceof ParseFailure) return [];
    const { last, anchored } = followMark(this.#position.last, { index, time, root: root() });
    this.#position = { ...this.#position, last };
    return anchored.map(checkpointOf);
  }
}
