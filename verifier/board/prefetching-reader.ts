/** Files that are begun before they are asked for. @module */
import type { BoardReader } from './reader.ts';

/** More at once would be a burden to a server, and to hold. */
export const USUAL_MOST = 12;

type Fetch = BoardReader['read'];

export class Begun implements BoardReader {
  readonly #fetch: Fetch;
  readonly #most: number;
  /** In the order in which they were begun. */
  readonly #files = new Map<string, { readonly limit: number; readonly bytes: ReturnType<Fetch> }>();

  /** `most`: files to have begun, at once. */
  constructor(fetch: Fetch, most = USUAL_MOST) {
    this.#fetch = fetch;
    this.#most = most;
  }

  async read(path: string, limit: number): Promise<Uint8Array | undefined> {
    // Whoever reads a board again begins with it, and wants what is there now.
    if (path === 'checkpoint') this.#files.clear();
    const begun = this.#files.get(path);
    this.#files.delete(path);
    const bytes = await (begun && begun.limit >= limit ? begun.bytes : this.#fetch(path, limit));
    return bytes?.subarray(0, limit + 1);
  }

  soon(path: string, limit: number): void {
    if (this.#files.has(path)) return;
    // A file that nobody asked for after all must not keep the others from being begun.
    for (const [oldest] of this.#files) if (this.#files.size >= this.#most) this.#files.delete(oldest);
    const bytes = this.#fetch(path, limit);
    bytes.catch(() => undefined); // told to whoever asks for it
    this.#files.set(path, { limit, bytes });
  }
}
