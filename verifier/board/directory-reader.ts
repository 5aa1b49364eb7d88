/** Board in a directory (spec §8.3). @module */
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

/** Reads a file, cut after `limit + 1` bytes. Returns undefined if no regular file has that name. */
export async function readAtMost(path: string, limit: number): Promise<Uint8Array | undefined> {
  try {
    // Open without blocking: opening a named pipe in place of a file would otherwise wait without end.
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

/**
 * Error codes that mean that the path names no regular file: nothing there, another kind of object, a
 * symbolic link loop, or a name that is too long.
 */
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
