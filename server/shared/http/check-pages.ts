/**
 * Integrity check of built pages. They are built where the development tools are and copied to the server, so files
 * that differ from the build must not be served. Compressed forms are not in hashes.json; they are checked by their
 * decompressed content.
 * @module
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { ConfigurationError } from '../exit-codes.ts';

const compressed = { '.gz': promisify(gunzip), '.br': promisify(brotliDecompress) } as const;
const NAME = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;

/** Returns the names of the files; throws a ConfigurationError if one is missing or does not match hashes.json. */
export async function checkPages(folder: string): Promise<ReadonlySet<string>> {
  const hashes = Object.entries(await readHashes(folder));
  for (const [name, hash] of hashes) {
    const bytes = NAME.test(name) ? await read(join(folder, name)) : undefined;
    if (!bytes || createHash('sha256').update(bytes).digest('hex') !== hash) throw altered(folder, name);
    for (const [ending, expand] of Object.entries(compressed)) {
      const own = await read(join(folder, name + ending));
      if (own && !(await holds(own, expand, bytes))) throw altered(folder, name + ending);
    }
  }
  return new Set(['hashes.json', ...hashes.map(([name]) => name)]);
}

async function readHashes(folder: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(join(folder, 'hashes.json'), 'utf8')) as Record<string, unknown>;
  } catch {
    throw altered(folder, 'hashes.json');
  }
}

const read = (file: string): Promise<Buffer | undefined> => readFile(file).catch(() => undefined);

const holds = (
  own: Buffer,
  expand: (bytes: Buffer, limits: { readonly maxOutputLength: number }) => Promise<Buffer>,
  bytes: Buffer,
): Promise<boolean> =>
  expand(own, { maxOutputLength: bytes.length + 1 }).then(
    (expanded) => expanded.equals(bytes),
    () => false,
  );

const altered = (folder: string, name: string): ConfigurationError =>
  new ConfigurationError({
    es: `La carpeta ${folder} no tiene las páginas que se construyeron: ${name} falta o es otro que el de hashes.json. El proceso no arranca. Cópiela completa de donde se construyó, o constrúyala de nuevo.`,
    en: `The folder ${folder} does not have the pages that were built: ${name} is missing, or is another than hashes.json says. The process does not start. Copy it whole from where it was built, or build it again.`,
  });
