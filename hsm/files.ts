/** Files that outlast a power cut: all of them is on the disk before they get their name. @module */
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

/** A new file; TokenError `file-exists` if there is one. Only its owner can read it. */
export function writeNew(path: string, data: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.new`;
  writeBeside(beside, data);
  try {
    takeName(beside, path);
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? new TokenError('file-exists', path) : error;
  } finally {
    rmSync(beside, { force: true });
  }
  withFile(dirname(path), constants.O_RDONLY, fsyncSync);
}

/** Whatever happens, there is the old file or the new one. */
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

/** Gives a whole file its name, unless the name is taken. */
function takeName(beside: string, path: string): void {
  try {
    linkSync(beside, path);
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error) ?? '')) throw error;
    // A USB stick has no links. Until the next line is done the name stands for an empty file.
    closeSync(openSync(path, 'wx', 0o600));
    renameSync(beside, path);
  }
}

const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** On the disk when it returns. What somebody put there, a link to another file above all, is not written through. */
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
