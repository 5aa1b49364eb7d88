/** Version and hash of this program, for the act and for comparison with the published source (spec §5.9). @module */

import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Act } from './act.ts';

const root = join(import.meta.dirname, '../..');
const parts = ['crypto', 'hsm', 'trustee-tool'];

/** Returns version and hash of the running program: a checkout, or a package (`npm run package:trustee`). */
export async function softwareOf(): Promise<Act['software']> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { version, hash: await softwareHash(root), node: process.version };
}

/**
 * Returns SHA-256, in hexadecimal, of the lines of `sha256sum` over the lockfile, package.json and all files of the
 * parts, sorted by path.
 */
export async function softwareHash(folder: string): Promise<string> {
  const paths = ['package-lock.json', 'package.json', ...(await sourcePaths(folder))];
  const lines = await Promise.all(
    paths
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map(async (path) => `${toHex(sha256(await readFile(join(folder, path))))}  ${path}\n`),
  );
  return toHex(sha256(utf8(lines.join(''))));
}

/** Returns the paths, from the folder of the program, of all files of its parts, in no order. */
export async function sourcePaths(folder: string): Promise<string[]> {
  const found = await Promise.all(
    parts.map((part) => readdir(join(folder, part), { recursive: true, withFileTypes: true })),
  );
  return found
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}
