/** A board in a folder that the user chose (spec §8.3). @module */
import { Begun } from '../../board/prefetching-reader.ts';
import { Unreadable } from '../../board/reader.ts';
import { say } from '../../findings/sentences.ts';
import type { FolderFiles } from '../messages.ts';

export class FolderReader extends Begun {
  constructor(files: FolderFiles) {
    super((path, limit) => readFile(files, path, limit));
  }
}

async function readFile(files: FolderFiles, path: string, limit: number): Promise<Uint8Array | undefined> {
  const file = files.get(path);
  if (!file) return undefined;
  try {
    return new Uint8Array(await file.slice(0, limit + 1).arrayBuffer());
  } catch (error) {
    // It was there when the folder was chosen: taken away, changed, or not to be read.
    throw new Unreadable(say.fileFailed(path, error instanceof Error ? error.message : String(error)));
  }
}
