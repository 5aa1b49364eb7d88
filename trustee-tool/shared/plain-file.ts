/** Files of a medium, which somebody else may have written: no links, no devices, nothing without an end. @module */

import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { TrusteeProblem } from './problems.ts';

/** The bytes of a plain file; undefined if there is none of this name, or it is longer than `limit`. */
export function readPlain(path: string, limit: number): Uint8Array | undefined {
  let file: number;
  try {
    // Without O_NONBLOCK a pipe would be waited for.
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
      if (more === 0) return undefined; // it became shorter
      read += more;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** Throws unless a folder is one, or is not there: a link would lead off the medium. */
export function assertFolder(path: string): void {
  const about = lstatSync(path, { throwIfNoEntry: false });
  if (about && !about.isDirectory()) throw new TrusteeProblem('medium-form', path);
}
