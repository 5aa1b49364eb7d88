/** Bundles in order, with some of the next ones at hand, up to so much memory. @module */
import { Refusal } from '../crypto/bytes.ts';
import type { Hinted } from './entry.ts';
import type { Bundle, LogFiles } from '../board/log/files.ts';
import { WIDTH } from '../board/log/tiles.ts';

/** Bundles that a slow reader is told of in advance. */
const EXPECTED = 2;

/** What an entry takes in memory, about: a board may be full of tiny ones. */
export function heldBytes({ bytes, hints }: Hinted): number {
  return bytes.length + (hints?.length ?? 0) + 256;
}

interface Held {
  readonly bundle: Bundle;
  readonly hints: readonly Uint8Array[] | undefined;
  readonly bytes: number;
}

export class ReadAhead {
  readonly #log: LogFiles;
  readonly #limit: number;
  readonly #takesHints: boolean;
  /** From the bundle that was asked for last. */
  readonly #window: Held[] = [];
  #first = 0;
  /** Bytes in the window. */
  #held = 0;

  constructor(log: LogFiles, limit: number, takesHints: boolean) {
    this.#log = log;
    this.#limit = limit;
    this.#takesHints = takesHints;
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
      for (let k = 1; k <= EXPECTED; k += 1) this.#log.expectBundle(next + k, this.#takesHints);
      const bundle = await this.#log.bundle(next);
      const held = await this.#hinted(next, bundle);
      this.#window.push(held);
      this.#held += held.bytes;
    }
    return this.#window[0]!.bundle;
  }

  /** The entries at hand from this index on, which is not before the bundle that was asked for last. */
  *from(index: number): Generator<Hinted & { index: number }> {
    for (let n = Math.floor(index / WIDTH); n < this.#first + this.#window.length; n += 1) {
      const { bundle, hints } = this.#window[n - this.#first]!;
      if (bundle instanceof Refusal) return;
      const first = n * WIDTH;
      for (let k = Math.max(0, index - first); k < bundle.length; k += 1)
        yield { index: first + k, bytes: bundle[k]!, hints: hints?.[k] };
    }
  }

  async #hinted(n: number, bundle: Bundle): Promise<Held> {
    if (bundle instanceof Refusal) return { bundle, hints: undefined, bytes: 0 };
    const hints = this.#takesHints ? await this.#log.hints(n, bundle) : undefined;
    const bytes = bundle.reduce((sum, entry, i) => sum + heldBytes({ bytes: entry, hints: hints?.[i] }), 0);
    return { bundle, hints, bytes };
  }
}
