/** Reader of bundles in order. It reads some bundles before they are needed, within a memory limit. @module */
import { ParseFailure } from '../crypto/bytes.ts';
import type { Entry } from './entry.ts';
import type { Bundle, LogFiles } from '../board/log/files.ts';
import { TILE_WIDTH } from '../board/log/tiles.ts';

/** Number of bundles to prefetch from a slow reader. */
const PREFETCHED_BUNDLES = 2;

/**
 * Estimates the memory of an entry in bytes. The estimate has a fixed part, because a board may be full of
 * tiny entries.
 */
export function memoryBytes({ bytes }: Pick<Entry, 'bytes'>): number {
  return bytes.length + 256;
}

interface WindowBundle {
  readonly bundle: Bundle;
  readonly bytes: number;
}

export class ReadAhead {
  readonly #log: LogFiles;
  readonly #limit: number;
  /** Bundles in memory: the one that `bundle` returned last, and those after it. */
  readonly #window: WindowBundle[] = [];
  #first = 0;
  /** Bytes in the window. */
  #windowBytes = 0;

  constructor(log: LogFiles, limit: number) {
    this.#log = log;
    this.#limit = limit;
  }

  /** Reads bundle n. Bundles must be read one after another, from 0. */
  async bundle(n: number): Promise<Bundle> {
    while (this.#first < n) {
      this.#windowBytes -= this.#window.shift()?.bytes ?? 0;
      this.#first += 1;
    }
    for (let next = n + this.#window.length; next < this.#log.bundles; next += 1) {
      // Nothing after a faulty bundle will be judged.
      if (
        this.#window.at(-1)?.bundle instanceof ParseFailure ||
        (next > n && this.#windowBytes >= this.#limit)
      )
        break;
      for (let k = 1; k <= PREFETCHED_BUNDLES; k += 1) this.#log.prefetchBundle(next + k);
      const bundle = await this.#log.bundle(next);
      const bytes = bundleBytes(bundle);
      this.#window.push({ bundle, bytes });
      this.#windowBytes += bytes;
    }
    return this.#window[0]!.bundle;
  }

  /**
   * Yields the entries in memory from this index on. The index must not be before the bundle that `bundle`
   * returned last.
   */
  *entriesFrom(index: number): Generator<Entry> {
    for (let n = Math.floor(index / TILE_WIDTH); n < this.#first + this.#window.length; n += 1) {
      const { bundle } = this.#window[n - this.#first]!;
      if (bundle instanceof ParseFailure) return;
      const first = n * TILE_WIDTH;
      for (let k = Math.max(0, index - first); k < bundle.length; k += 1)
        yield { index: first + k, bytes: bundle[k]! };
    }
  }
}

function bundleBytes(bundle: Bundle): number {
  return bundle instanceof ParseFailure ? 0 : bundle.reduce((sum, bytes) => sum + memoryBytes({ bytes }), 0);
}
