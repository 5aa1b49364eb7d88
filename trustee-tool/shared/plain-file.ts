/** Access to files of a medium, which an attacker may have written: no links, no devices, no endless files. @module */

import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { TrusteeProblem } from './problems.ts';

/** Reads a plain file; returns undefined if there is none of this name, or if it is longer than `limit` bytes. */
export function readPlain(path: string, limit: number): Uint8Array | undefined {
  let file: number;
  try {
    // Without O_NONBLOCK, opening a pipe would block.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENXIO') return undefined;
    throw error;
  }
  try {
    const about = fstatSync(file);
    if (!about.isFile() || about.size > limit) return undefined;
    const bytes = new Uint8Array(about.size);
    let read = 0;
    while (read < bytes.length) {
      const more = readSync(file, bytes, read, bytes.length - read, read);
      if (more === 0) return undefined; // truncated while it was read
      read += more;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** Throws `medium-form` if the path exists and is no folder: a link would lead off the medium. */
export function assertFolder(path: string): void {
  const about = lstatSync(path, { throwIfNoEntry: false });
  if (about && !about.isDirectory()) throw new TrusteeProblem('medium-form', path);
}
