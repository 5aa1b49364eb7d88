/** Reader of bundles in order. It reads some bundles before they are needed, within a memory limit. @module */
import { ParseFailure } from '../crypto/bytes.ts';
import type { HintedEntry } from './entry.ts';
import type { Bundle, LogFiles } from '../board/log/files.ts';
import { TILE_WIDTH } from '../board/log/tiles.ts';

/** Number of bundles to prefetch from a slow reader. */
const PREFETCHED_BUNDLES = 2;

/**
 * Estimates the memory of an entry in bytes. The estimate has a fixed part, because a board may be full of
 * tiny entries.
 */
export function memoryBytes({ bytes, hints }: HintedEntry): number {
  return bytes.length + (hints?.length ?? 0) + 256;
}

interface WindowBundle {
  readonly bundle: Bundle;
  readonly hints: readonly Uint8Array[] | undefined;
  readonly bytes: number;
}

export class ReadAhead {
  readonly #log: LogFiles;
  readonly #limit: number;
  readonly #usesHints: boolean;
  /** Bundles in memory: the one that `bundle` returned last, and those after it. */
  readonly #window: WindowBundle[] = [];
  #first = 0;
  /** Bytes in the window. */
  #windowBytes = 0;

  constructor(log: LogFiles, limit: number, takesHints: boolean) {
    this.#log = log;
    this.#limit = limit;
    this.#usesHints = takesHints;
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
      for (let k = 1; k <= PREFETCHED_BUNDLES; k += 1) this.#log.prefetchBundle(next + k, this.#usesHints);
      const bundle = await this.#log.bundle(next);
      const held = await this.#readHints(next, bundle);
      this.#window.push(held);
      this.#windowBytes += held.bytes;
    }
    return this.#window[0]!.bundle;
  }

  /**
   * Yields the entries in memory from this index on. The index must not be before the bundle that `bundle`
   * returned last.
   */
  *entriesFrom(index: number): Generator<HintedEntry & { index: number }> {
    for (let n = Math.floor(index / TILE_WIDTH); n < this.#first + this.#window.length; n += 1) {
      const { bundle, hints } = this.#window[n - this.#first]!;
      if (bundle instanceof ParseFailure) return;
      const first = n * TILE_WIDTH;
      for (let k = Math.max(0, index - first); k < bundle.length; k += 1)
        yield { index: first + k, bytes: bundle[k]!, hints: hints?.[k] };
    }
  }

  async #readHints(n: number, bundle: Bundle): Promise<WindowBundle> {
    if (bundle instanceof ParseFailure) return { bundle, hints: undefined, bytes: 0 };
    const hints = this.#usesHints ? await this.#log.hints(n, bundle) : undefined;
    const bytes = bundle.reduce((sum, entry, i) => sum + memoryBytes({ bytes: entry, hints: hints?.[i] }), 0);
    return { bundle, hints, bytes };
  }
}
