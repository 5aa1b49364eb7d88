/** Bundles that were judged, to be read again: a hash of each is kept, by which it is known to be the same. @module */
import { concat, same } from '../../crypto/bytes.ts';
import { sha256 } from '../../crypto/transcript.ts';
import type { Hash } from './merkle.ts';
import { WIDTH } from './tiles.ts';

export class KnownBundles {
  readonly #hash: Hash;
  /** Of the leaf hashes of each full bundle. */
  readonly #full: Uint8Array[] = [];
  /** Leaf hashes of the last one, which is not full. */
  #last: Uint8Array[] = [];

  constructor(hash: Hash = sha256) {
    this.#hash = hash;
  }

  append(leaf: Uint8Array): void {
    this.#last.push(leaf);
    if (this.#last.length < WIDTH) return;
    this.#full.push(this.#hash(concat(...this.#last)));
    this.#last = [];
  }

  /** Whether bundle n begins with what was judged of it, by its leaf hashes. */
  isKnown(n: number, leaves: readonly Uint8Array[]): boolean {
    const full = this.#full[n];
    if (full) return same(full, this.#hash(concat(...leaves)));
    return (
      n === this.#full.length &&
      this.#last.every((leaf, i) => leaves[i] !== undefined && same(leaf, leaves[i]))
    );
  }
}
