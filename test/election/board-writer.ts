/** A board that one program signs and publishes by itself: the rehearsal's, without server or database. @module */

import { BoardFiles, type HintMaker } from '#server/voting/board/board-files.ts';

/** Signs the checkpoint of a size and root; gives the signed note with the log's line. */
export type LogSigner = (size: number, root: Uint8Array) => Uint8Array;
/** Asks a witness for its line: gives the note with one more signature line. The time is POSIX seconds. */
export type Cosigner = (note: Uint8Array, time: number) => Promise<Uint8Array>;

export class BoardWriter {
  readonly #files: BoardFiles;
  readonly #sign: LogSigner;
  readonly #witnesses: readonly Cosigner[];

  /** A new board in an empty or absent directory; throws if there is anything in it. */
  static async create(
    directory: string,
    sign: LogSigner,
    witnesses: readonly Cosigner[],
    hints?: HintMaker,
  ): Promise<BoardWriter> {
    return new BoardWriter(await BoardFiles.create(directory, { hints }), sign, witnesses);
  }

  private constructor(files: BoardFiles, sign: LogSigner, witnesses: readonly Cosigner[]) {
    this.#files = files;
    this.#sign = sign;
    this.#witnesses = witnesses;
  }

  /** Entries so far. */
  get size(): number {
    return this.#files.size;
  }

  /** Appends an entry; gives its index. It is on the board for others only after `publish`. */
  async append(entry: Uint8Array): Promise<number> {
    await this.#files.append([entry]);
    return this.size - 1;
  }

  async blob(bytes: Uint8Array): Promise<void> {
    await this.#files.blob(bytes);
  }

  /** Publishes all entries so far under a witnessed checkpoint; `archive` keeps it for the clock mark just written. */
  async publish(time: number, { archive }: { archive: boolean }): Promise<Uint8Array> {
    let checkpoint = this.#sign(this.size, this.#files.root());
    for (const cosign of this.#witnesses) checkpoint = await cosign(checkpoint, time);
    await this.#files.publish(checkpoint, { archive });
    return checkpoint;
  }
}
