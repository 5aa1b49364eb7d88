/** Archive of the witnessed checkpoints of anchored marks, `clock/<size>` (spec §8.3, §8.6). @module */

import { AnchoredMarks } from '#crypto/record/anchored-marks.ts';
import type { BoardFiles } from './board-files.ts';
import type { LogStore, PublishedMark } from './log-store.ts';

export class MarkArchive {
  readonly #files: BoardFiles;
  readonly #marks = new AnchoredMarks<PublishedMark>();

  /** Opens the archive of the log's first `size` entries, and writes the files that are missing. */
  static async open(files: BoardFiles, store: Pick<LogStore, 'marks'>, size: number): Promise<MarkArchive> {
    const archive = new MarkArchive(files);
    const there = await files.archived();
    for await (const mark of store.marks(size))
      for (const anchored of archive.#marks.next(mark))
        if (!there.has(anchored.size)) await files.archive(anchored);
    return archive;
  }

  private constructor(files: BoardFiles) {
    this.#files = files;
  }

  /** Adds the next mark of the log, and writes the checkpoints that are now known to be asked for. */
  async add(mark: PublishedMark): Promise<void> {
    for (const anchored of this.#marks.next(mark)) await this.#files.archive(anchored);
  }

  /** Writes the checkpoint of the last mark, which a finished board has. */
  async finish(): Promise<void> {
    const last = this.#marks.last();
    if (last) await this.#files.archive(last);
  }
}
