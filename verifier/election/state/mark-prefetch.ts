/** Prefetch of the checkpoints of anchored marks (spec §8.6). @module */
import type { BoardReader } from '../../board/reader.ts';
import { MAX_NOTE_BYTES } from '../../board/log/note.ts';
import { ByteReader, ParseFailure, tryParse } from '../../crypto/bytes.ts';
import type { Entry } from '../entry.ts';
import { isKind } from '../kinds.ts';
import { followMark, type LastMark, type Mark, markPath } from '../marks.ts';

/** Number of checkpoints of later marks to prefetch. */
const PREFETCHED_CHECKPOINTS = 4;

type UpcomingMark = Omit<Mark, 'root'>;

/**
 * Search for marks among the entries in memory. It takes all of them for valid: a void one costs a file that is
 * not needed, or one that is not prefetched.
 */
export class MarkPrefetch {
  readonly #board: BoardReader;
  /** Index up to which the entries were searched. */
  #searched = 0;
  #last: LastMark<UpcomingMark> | undefined;
  /** Indexes of the later marks whose checkpoints were prefetched. */
  #prefetched: readonly number[] = [];

  constructor(board: BoardReader) {
    this.#board = board;
  }

  /** Prefetches the next checkpoints. Must be called for every mark, before it is judged. */
  advance(index: number, upcoming: (from: number) => Iterable<Entry>): void {
    this.#prefetched = this.#prefetched.filter((later) => later > index);
    this.#searched = Math.max(this.#searched, index);
    if (this.#prefetched.length >= PREFETCHED_CHECKPOINTS) return;
    for (const next of upcoming(this.#searched)) {
      this.#searched = next.index + 1;
      const time = timeOf(next);
      if (time === undefined) continue;
      const { last, anchored } = followMark(this.#last, { index: next.index, time });
      this.#last = last;
      for (const mark of anchored) this.#board.prefetch?.(markPath(mark), MAX_NOTE_BYTES);
      this.#prefetched = [...this.#prefetched, ...anchored.map((mark) => mark.index)];
      if (this.#prefetched.length >= PREFETCHED_CHECKPOINTS) return;
    }
  }
}

function timeOf({ bytes }: Entry): bigint | undefined {
  if (!isKind(bytes, 'clock')) return undefined;
  const time = tryParse(() => new ByteReader(bytes.subarray(1)).u64());
  return time instanceof ParseFailure ? undefined : time;
}
