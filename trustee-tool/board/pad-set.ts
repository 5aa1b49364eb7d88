/**
 * Set of the first pads of all ballots (spec §7.7). It takes 16 bytes for each in one array, because a board may hold many
 * millions.
 * @module
 */

import { concat } from '#crypto/bytes.ts';
import { randomBytes } from '#crypto/random.ts';
import { sha256 } from '#crypto/transcript.ts';

const WORDS = 4;

/**
 * Set of encoded group elements. It stores 16 bytes of a salted hash of each, which only this process can compute. So
 * nobody can search for two pads with equal hashes, or for many that fall into one place of the table.
 */
export class PadSet {
  #words = new Uint32Array(WORDS * 1024);
  #used = 0;
  readonly #salt = randomBytes(32);

  has(pad: Uint8Array): boolean {
    return !this.#isFree(this.#find(this.#wordsOf(pad)));
  }

  add(pad: Uint8Array): void {
    if (2 * (this.#used + 1) * WORDS > this.#words.length) this.#grow();
    this.#put(this.#wordsOf(pad));
  }

  #put(key: Uint32Array): void {
    const at = this.#find(key);
    if (!this.#isFree(at)) return;
    this.#words.set(key, at);
    this.#used += 1;
  }

  /** Returns the place of the key, or the free place where it belongs. */
  #find(key: Uint32Array): number {
    const places = this.#words.length / WORDS;
    for (let place = key[0]! % places; ; place = (place + 1) % places) {
      const at = WORDS * place;
      if (this.#isFree(at) || key.every((word, i) => this.#words[at + i] === word)) return at;
    }
  }

  /** Returns whether the place is free. A hash begins with 16 zero bytes with probability 2^-128 only. */
  #isFree(at: number): boolean {
    return (
      this.#words[at] === 0 &&
      this.#words[at + 1] === 0 &&
      this.#words[at + 2] === 0 &&
      this.#words[at + 3] === 0
    );
  }

  #grow(): void {
    const old = this.#words;
    this.#words = new Uint32Array(2 * old.length);
    this.#used = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      const key = old.subarray(at, at + WORDS);
      if (key.some((word) => word !== 0)) this.#put(key);
    }
  }

  #wordsOf(pad: Uint8Array): Uint32Array {
    const { buffer, byteOffset } = sha256(concat(this.#salt, pad));
    const view = new DataView(buffer, byteOffset, 4 * WORDS);
    return Uint32Array.from({ length: WORDS }, (_, i) => view.getUint32(4 * i));
  }
}
