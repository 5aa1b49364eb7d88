/** Files of the corpus: gzip of JSON with the board's files in base64 (format: test/negative/README.md). @module */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { BoardFiles } from './board-files.ts';
import type { Expected } from './case.ts';

export interface BrokenRecord {
  readonly id: string;
  readonly defect: string;
  readonly expect: Expected;
  readonly brought: Readonly<Record<string, string>>;
  readonly files: BoardFiles;
}

const ENDING = '.json.gz';
const folder = join(import.meta.dirname, 'records');

export const recordFile = (id: string): string => `${id}${ENDING}`;

/** Returns the ids of the records in the corpus, sorted. */
export const recordIds = (): string[] =>
  readdirSync(folder)
    .map((name) => name.slice(0, -ENDING.length))
    .toSorted();

export const readRecord = (id: string): BrokenRecord =>
  decodeRecord(readFileSync(join(folder, recordFile(id))));

export function encodeRecord({ files, ...head }: BrokenRecord): Uint8Array {
  const encoded = [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]);
  const json = JSON.stringify({ ...head, files: Object.fromEntries(encoded) as unknown }, null, 1);
  return gzipSync(`${json}\n`, { level: 9 });
}

export function decodeRecord(bytes: Uint8Array): BrokenRecord {
  const { files, ...head } = JSON.parse(gunzipSync(bytes).toString()) as Omit<BrokenRecord, 'files'> & {
    files: Record<string, string>;
  };
  const decoded = Object.entries(files).map(([path, base64]): [string, Uint8Array] => [
    path,
    new Uint8Array(Buffer.from(base64, 'base64')),
  ]);
  return { ...head, files: new Map(decoded) };
}
