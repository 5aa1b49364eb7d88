/** Files that outlast a power cut: all of them is on the disk before they get their name. @module */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { TokenError } from './errors.ts';

/** A new file; TokenError `file-exists` if there is one. Only its owner can read it. */
export function writeNew(path: string, data: string | Uint8Array): void {
  try {
    // Takes the name, so that nobody else gets it meanwhile. A hard link would do without, where there are any: a USB
    // stick has none.
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? new TokenError('file-exists', path) : error;
  }
  try {
    replaceFile(path, data);
  } catch (error) {
    rmSync(path);
    throw error;
  }
}

/** Whatever happens, there is the old file or the new one. */
export function replaceFile(path: string, data: string | Uint8Array): void {
  const beside = `${path}.new`;
  try {
    withFile(beside, 'w', (file) => {
      writeFileSync(file, data);
      fsyncSync(file);
    });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  withFile(dirname(path), 'r', fsyncSync);
}

function withFile(path: string, flags: string, work: (file: number) => void): void {
  const file = openSync(path, flags, 0o600);
  try {
    work(file);
  } finally {
    closeSync(file);
  }
}
