/** A board on a web site (spec §8.3). @module */
import { Begun, USUAL_MOST } from '../prefetching-reader.ts';
import { Unreadable } from '../reader.ts';
import { say } from '../../findings/sentences.ts';
import { Fetcher, usualPace } from './fetcher.ts';

export class WebReader extends Begun {
  readonly #fetcher: Fetcher;

  /** Throws if the address is none of a board. `most`: files to begin before they are asked for, at once. */
  constructor(address: string, pace = usualPace, most = USUAL_MOST) {
    const root = rootOf(address);
    const fetcher = new Fetcher(pace);
    super((path, limit) => fetcher.file(new URL(path, root), limit), most);
    this.#fetcher = fetcher;
  }

  /** Ends what is under way. */
  close(): void {
    this.#fetcher.close();
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
