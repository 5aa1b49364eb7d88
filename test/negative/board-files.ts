/** Board as a map from path to bytes, which is read from a directory, changed by tests, and written. @module */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type BoardFiles = Map<string, Uint8Array>;

/** Reads all files under a directory, by their path in it. */
export async function readBoard(directory: string): Promise<BoardFiles> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files: BoardFiles = new Map();
  for (const entry of entries.filter((own) => own.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(directory.length + 1), new Uint8Array(await readFile(path)));
  }
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export async function writeBoard(directory: string, files: BoardFiles): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes);
  }
}
