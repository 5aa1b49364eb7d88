/** A board on a web site (spec §8.3). @module */
import { type BoardReader, Unreadable } from '../reader.ts';
import { say } from '../sentences.ts';
import { Fetcher, usualPace } from './fetcher.ts';

/** Files that are begun before they are asked for: more would be a burden to the server, and to hold. */
const usualMost = 12;

export class WebReader implements BoardReader {
  readonly #root: URL;
  readonly #fetcher: Fetcher;
  readonly #most: number;
  /** In the order in which they were begun. */
  readonly #begun = new Map<string, Promise<Uint8Array | undefined>>();

  /** Throws if the address is none of a board. `most`: files to begin before they are asked for, at once. */
  constructor(address: string, pace = usualPace, most = usualMost) {
    this.#root = rootOf(address);
    this.#fetcher = new Fetcher(pace);
    this.#most = most;
  }

  async read(path: string, limit: number): Promise<Uint8Array | undefined> {
    const begun = this.#begun.get(path);
    this.#begun.delete(path);
    const bytes = await (begun ?? this.#fetch(path, limit));
    return bytes?.subarray(0, limit + 1);
  }

  soon(path: string, limit: number): void {
    if (this.#begun.has(path)) return;
    // A file that nobody asked for after all must not keep the others from being begun.
    for (const [oldest] of this.#begun) if (this.#begun.size >= this.#most) this.#begun.delete(oldest);
    const bytes = this.#fetch(path, limit);
    bytes.catch(() => undefined); // told to whoever asks for it
    this.#begun.set(path, bytes);
  }

  /** Ends what is under way. */
  close(): void {
    this.#fetcher.close();
  }

  #fetch(path: string, limit: number): Promise<Uint8Array | undefined> {
    return this.#fetcher.file(new URL(path, this.#root), limit);
  }
}

/** The prefix of all paths; with or without a slash at its end it means the same. */
function rootOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!plain || !/^https?:$/.test(url.protocol)) throw new Unreadable(say.badAddress(address));
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
