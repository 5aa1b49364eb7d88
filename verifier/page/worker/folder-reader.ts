/** Board in a folder that the user chose (spec §8.3). @module */
import { PrefetchingReader } from '../../board/prefetching-reader.ts';
import { UnreadableError } from '../../board/reader.ts';
import { sentences } from '../../findings/sentences.ts';
import type { FolderFiles } from '../messages.ts';

export class FolderReader extends PrefetchingReader {
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
    // The file was there when the folder was chosen. It was removed, changed, or cannot be read.
    throw new UnreadableError(
      sentences.fileFailed(path, error instanceof Error ? error.message : String(error)),
    );
  }
}
