/** Files that survive a power failure: their content is on the disk before they get their name. @module */
import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { TokenError } from './errors.ts';

/** Writes a new file, readable by its owner only; throws `file-exists` if there is one. */
export function writeNew(path: string, data: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.new`;
  writeBeside(beside, data);
  try {
    claimName(beside, path);
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? new TokenError('file-exists', path) : error;
  } finally {
    rmSync(beside, { force: true });
  }
  withFile(dirname(path), constants.O_RDONLY, fsyncSync);
}

/** Replaces a file atomically: after a failure there is the old file or the new one. */
export function replaceFile(path: string, data: string | Uint8Array): void {
  const beside = `${path}.new`;
  writeBeside(beside, data);
  try {
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  withFile(dirname(path), constants.O_RDONLY, fsyncSync);
}

/** Moves the complete file `beside` to `path`; throws EEXIST if `path` exists. */
function claimName(beside: string, path: string): void {
  try {
    linkSync(beside, path);
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error) ?? '')) throw error;
    // File systems of USB sticks have no hard links. An empty file reserves the path until the rename replaces it.
    closeSync(openSync(path, 'wx', 0o600));
    renameSync(beside, path);
  }
}

const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/**
 * Writes a new file and waits until it is on the disk. An existing file is removed first, so that nothing is written
 * through a link that somebody put there.
 */
function writeBeside(path: string, data: string | Uint8Array): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  rmSync(path, { force: true });
  try {
    withFile(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, (file) => {
      writeFileSync(file, data);
      fsyncSync(file);
    });
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function withFile(path: string, flags: number, work: (file: number) => void): void {
  const file = openSync(path, flags, 0o600);
  try {
    work(file);
  } finally {
    closeSync(file);
  }
}
