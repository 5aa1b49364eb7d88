/** Hashes of the bundles already judged, so that a bundle read again can be recognised. @module */
import { concat, equalBytes } from '../../crypto/bytes.ts';
import { sha256 } from '../../crypto/transcript.ts';
import { TILE_WIDTH } from './tiles.ts';

export class KnownBundles {
  /** Hash over the leaf hashes of each full bundle. */
  readonly #full: Uint8Array[] = [];
  /** Leaf hashes of the last, partial bundle. */
  #last: Uint8Array[] = [];

  append(leaf: Uint8Array): void {
    this.#last.push(leaf);
    if (this.#last.length < TILE_WIDTH) return;
    this.#full.push(sha256(concat(...this.#last)));
    this.#last = [];
  }

  /** Tells whether the leaf hashes of bundle n are, or begin with, those that were judged. */
  isKnown(n: number, leaves: readonly Uint8Array[]): boolean {
    const full = this.#full[n];
    if (full) return equalBytes(full, sha256(concat(...leaves)));
    return (
      n === this.#full.length &&
      this.#last.every((leaf, i) => leaves[i] !== undefined && equalBytes(leaf, leaves[i]))
    );
  }
}
