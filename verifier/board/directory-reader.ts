/** A board in a directory (spec §8.3). @module */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BoardReader } from './reader.ts';

export class DirectoryReader implements BoardReader {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  read(path: string, limit: number): Promise<Uint8Array | undefined> {
    return readAtMost(join(this.#root, path), limit);
  }
}

/** The file, cut after `limit + 1` bytes; undefined if there is no regular file of that name. */
export async function readAtMost(path: string, limit: number): Promise<Uint8Array | undefined> {
  try {
    // A named pipe in the place of a file would let a blocking open wait for ever.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return undefined;
      const bytes = new Uint8Array(Math.min(stat.size, limit + 1));
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return bytes.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** No file can be had under this name: there is none, or something that is none, links in a circle, a name too long. */
const absences: ReadonlySet<unknown> = new Set([
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ENXIO',
  'ELOOP',
  'ENAMETOOLONG',
]);

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && absences.has(error.code);
}
