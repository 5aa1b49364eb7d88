/** Reader of a board that downloads or reads files before they are needed. @module */
import type { BoardReader } from './reader.ts';

/** Default number of files to prefetch at once. More would burden the server and take memory. */
export const DEFAULT_MAX_FILES = 12;

type Fetch = BoardReader['read'];

export class PrefetchingReader implements BoardReader {
  readonly #fetch: Fetch;
  readonly #maxFiles: number;
  /** Requested files, oldest first. */
  readonly #files = new Map<string, { readonly limit: number; readonly bytes: ReturnType<Fetch> }>();

  /** `maxFiles`: number of files to prefetch at once. */
  constructor(fetch: Fetch, maxFiles = DEFAULT_MAX_FILES) {
    this.#fetch = fetch;
    this.#maxFiles = maxFiles;
  }

  async read(path: string, limit: number): Promise<Uint8Array | undefined> {
    // A new reading of the board starts with the checkpoint and must not see earlier files.
    if (path === 'checkpoint') this.#files.clear();
    const prefetched = this.#files.get(path);
    this.#files.delete(path);
    const bytes = await (prefetched && prefetched.limit >= limit
      ? prefetched.bytes
      : this.#fetch(path, limit));
    return bytes?.subarray(0, limit + 1);
  }

  prefetch(path: string, limit: number): void {
    if (this.#files.has(path)) return;
    // Drop the oldest files: a file that is never read must not keep others from being prefetched.
    for (const [oldest] of this.#files) if (this.#files.size >= this.#maxFiles) this.#files.delete(oldest);
    const bytes = this.#fetch(path, limit);
    bytes.catch(() => undefined); // read() reports the error
    this.#files.set(path, { limit, bytes });
  }
}
