/** The file of a case of the corpus: JSON with the board's files in base64 (format: test/negative/README.md). @module */

import type { BoardFiles } from './board-files.ts';
import type { Expected } from './case.ts';

export interface BrokenRecord {
  readonly id: string;
  readonly defect: string;
  readonly expect: Expected;
  readonly brought: Readonly<Record<string, string>>;
  readonly files: BoardFiles;
}

export function encodeRecord({ files, ...head }: BrokenRecord): string {
  const encoded = [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]);
  return `${JSON.stringify({ ...head, files: Object.fromEntries(encoded) as unknown }, null, 1)}\n`;
}

export function decodeRecord(text: string): BrokenRecord {
  const { files, ...head } = JSON.parse(text) as Omit<BrokenRecord, 'files'> & {
    files: Record<string, string>;
  };
  const decoded = Object.entries(files).map(([path, base64]): [string, Uint8Array] => [
    path,
    new Uint8Array(Buffer.from(base64, 'base64')),
  ]);
  return { ...head, files: new Map(decoded) };
}
