/** Where a board's files come from: an address, or a folder of a medium (spec §8.3). Nothing that it gives is believed. @module */

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TrusteeProblem } from '../problems.ts';

export interface Source {
  /** A file of the board, at most `limit` bytes; undefined if it is not there. */
  get(path: string, limit: number): Promise<Uint8Array | undefined>;
}

/** Milliseconds for one file. */
const PATIENCE = 60_000;

/** `address` of the board, without a slash at the end. Redirects are not followed. */
export const httpSource = (address: string): Source => ({
  async get(path, limit) {
    try {
      const response = await fetch(`${address}/${path}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.status === 404) return undefined;
      if (response.status !== 200) throw new Error(`status ${response.status}`);
      return await limited(response, limit);
    } catch (error) {
      throw new TrusteeProblem('network', `${path}: ${(error as Error).message}`);
    }
  },
});

async function limited({ body }: Response, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > limit) throw new Error(`more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

export const folderSource = (directory: string): Source => ({
  async get(path, limit) {
    const file = join(directory, path);
    try {
      const { size } = await stat(file);
      if (size > limit) throw new TrusteeProblem('board-root', `${path}: more than ${limit} bytes`);
      return new Uint8Array(await readFile(file));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  },
});
