/** A board in a folder that the user chose (spec §8.3). @module */
import { type BoardReader, Unreadable } from '../../reader.ts';
import { say } from '../../sentences.ts';
import type { FolderFiles } from '../messages.ts';

export class FolderReader implements BoardReader {
  readonly #files: FolderFiles;

  constructor(files: FolderFiles) {
    this.#files = files;
  }

  async read(path: string, limit: number): Promise<Uint8Array | undefined> {
    const file = this.#files.get(path);
    if (!file) return undefined;
    try {
      return new Uint8Array(await file.slice(0, limit + 1).arrayBuffer());
    } catch (error) {
      // It was there when the folder was chosen: taken away, changed, or not to be read.
      throw new Unreadable(say.fileFailed(path, error instanceof Error ? error.message : String(error)));
    }
  }
}
