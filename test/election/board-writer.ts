/** Board of a rehearsal, which one program signs and publishes without server or database. @module */

import { BoardFiles } from '#server/voting/board/board-files.ts';

/** Function that signs the checkpoint of a size and root. Returns the signed note with the log's line. */
export type LogSigner = (size: number, root: Uint8Array) => Uint8Array;
/** Function that has a witness cosign a note. Returns the note with one more line. The time is in POSIX seconds. */
export type Cosigner = (note: Uint8Array, time: number) => Promise<Uint8Array>;

export class BoardWriter {
  readonly #files: BoardFiles;
  readonly #sign: LogSigner;
  readonly #witnesses: readonly Cosigner[];

  /** Creates a board in an empty or absent directory. Throws if the directory has any content. */
  static async create(
    directory: string,
    sign: LogSigner,
    witnesses: readonly Cosigner[],
  ): Promise<BoardWriter> {
    return new BoardWriter(await BoardFiles.create(directory), sign, witnesses);
  }

  private constructor(files: BoardFiles, sign: LogSigner, witnesses: readonly Cosigner[]) {
    this.#files = files;
    this.#sign = sign;
    this.#witnesses = witnesses;
  }

  /** Number of entries so far. */
  get size(): number {
    return this.#files.size;
  }

  /** Appends an entry and returns its index. Only `publish` publishes it. */
  async append(entry: Uint8Array): Promise<number> {
    await this.#files.append([entry]);
    return this.size - 1;
  }

  async blob(bytes: Uint8Array): Promise<void> {
    await this.#files.blob(bytes);
  }

  /**
   * Publishes all entries so far with a witnessed checkpoint, and returns it. With `archive` the checkpoint is stored
   * for the clock entry just written.
   */
  async publish(time: number, { archive }: { archive: boolean }): Promise<Uint8Array> {
    let checkpoint = this.#sign(this.size, this.#files.root());
    for (const cosign of this.#witnesses) checkpoint = await cosign(checkpoint, time);
    if (archive) await this.#files.archive({ size: this.size, note: checkpoint });
    await this.#files.publish(checkpoint);
    return checkpoint;
  }
}
