/**
 * Source of a board's files: a web address, or a folder on a removable medium (spec §8.3). The files are not trusted.
 * @module
 */

import { join } from 'node:path';
import { readPlain } from '../shared/plain-file.ts';
import { TrusteeProblem } from '../shared/problems.ts';

export interface Source {
  /**
   * Returns a file of the board; undefined if it is missing, or longer than `limit` bytes and therefore not the right
   * one.
   */
  get(path: string, limit: number): Promise<Uint8Array | undefined>;
}

/** Timeout for one file or one message; a bundle of 16 MB has to pass through a slow line. */
export const TRANSFER_TIMEOUT_MS = 600_000;

/** Returns the source at an address without a slash at the end. Redirects are not followed. */
export const httpSource = (address: string): Source => ({
  async get(path, limit) {
    try {
      const response = await fetch(`${address}/${path}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(TRANSFER_TIMEOUT_MS),
      });
      if (response.status === 404) return undefined;
      if (response.status !== 200) throw new Error(`status ${response.status}`);
      return await readLimited(response, limit);
    } catch (error) {
      throw new TrusteeProblem('network', `${path}: ${(error as Error).message}`);
    }
  },
});

/** Reads the body of a response; returns undefined if it is longer than `limit` bytes. */
export async function readLimited({ body }: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

export const folderSource = (directory: string): Source => ({
  get: async (path, limit) => readPlain(join(directory, path), limit),
});
