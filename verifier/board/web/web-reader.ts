/** Board on a web site (spec §8.3). @module */
import { PrefetchingReader, DEFAULT_MAX_FILES } from '../prefetching-reader.ts';
import { UnreadableError } from '../reader.ts';
import { sentences } from '../../findings/sentences.ts';
import { Fetcher, defaultRetryPolicy } from './fetcher.ts';

export class WebReader extends PrefetchingReader {
  readonly #fetcher: Fetcher;

  /**
   * Throws UnreadableError if the address cannot be that of a board. `maxFiles`: number of files to prefetch
   * at once.
   */
  constructor(address: string, policy = defaultRetryPolicy, maxFiles = DEFAULT_MAX_FILES) {
    const root = rootOf(address);
    const fetcher = new Fetcher(policy);
    super((path, limit) => fetcher.file(new URL(path, root), limit), maxFiles);
    this.#fetcher = fetcher;
  }

  /** Aborts the requests in progress. */
  close(): void {
    this.#fetcher.close();
  }
}

/**
 * Returns the URL to which the paths of files are relative. A slash at the end of the address makes no
 * difference. Throws UnreadableError if the address cannot be that of a board.
 */
function rootOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!plain || !/^https?:$/.test(url.protocol)) throw new UnreadableError(sentences.badAddress(address));
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
