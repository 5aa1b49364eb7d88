/** Bundles in order, with some of the next ones at hand, up to so much memory. @module */
import { Refusal } from '../bytes.ts';
import type { LogFiles } from './files.ts';
import { width } from './tiles.ts';

type Bundle = readonly Uint8Array[] | Refusal;

/** What an entry takes in memory, about: a board may be full of tiny ones. */
export function heldBytes(entry: Uint8Array): number {
  return entry.length + 256;
}

export class ReadAhead {
  readonly #log: LogFiles;
  readonly #limit: number;
  /** From the bundle that was asked for last. */
  readonly #window: { readonly bundle: Bundle; readonly bytes: number }[] = [];
  #first = 0;
  /** Bytes in the window. */
  #held = 0;

  constructor(log: LogFiles, limit: number) {
    this.#log = log;
    this.#limit = limit;
  }

  /** Bundle n; they are asked for one after another, from 0. */
  async bundle(n: number): Promise<Bundle> {
    while (this.#first < n) {
      this.#held -= this.#window.shift()?.bytes ?? 0;
      this.#first += 1;
    }
    for (let next = n + this.#window.length; next < this.#log.bundles; next += 1) {
      // Nothing after a refused bundle will be judged.
      if (this.#window.at(-1)?.bundle instanceof Refusal || (next > n && this.#held >= this.#limit)) break;
      const bundle = await this.#log.bundle(next);
      const bytes = bundle instanceof Refusal ? 0 : bundle.reduce((sum, entry) => sum + heldBytes(entry), 0);
      this.#window.push({ bundle, bytes });
      this.#held += bytes;
    }
    return this.#window[0]!.bundle;
  }

  /** The entries at hand from this index on, which is not before the bundle that was asked for last. */
  *from(index: number): Generator<{ index: number; bytes: Uint8Array }> {
    for (let n = Math.floor(index / width); n < this.#first + this.#window.length; n += 1) {
      const { bundle } = this.#window[n - this.#first]!;
      if (bundle instanceof Refusal) return;
      const first = n * width;
      for (let k = Math.max(0, index - first); k < bundle.length; k += 1)
        yield { index: first + k, bytes: bundle[k]! };
    }
  }
}
