/** Version and hash of this program, for the act and for comparison with the published source (spec §5.9). @module */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Act } from './act.ts';

const root = join(import.meta.dirname, '../..');
const parts = ['crypto', 'hsm', 'trustee-tool'];

/**
 * Returns version and hash. The hash is SHA-256 of the lines of `sha256sum` over the lockfile, package.json and all
 * files of the parts, sorted by path.
 */
export async function softwareOf(): Promise<Act['software']> {
  const paths = ['package-lock.json', 'package.json'];
  for (const part of parts)
    for (const found of await readdir(join(root, part), { recursive: true, withFileTypes: true }))
      if (found.isFile()) paths.push(join(found.parentPath, found.name).slice(root.length + 1));
  const lines = await Promise.all(
    paths
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map(async (path) => `${toHex(sha256(await readFile(join(root, path))))}  ${path}\n`),
  );
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { version, hash: toHex(sha256(utf8(lines.join('')))), node: process.version };
}
