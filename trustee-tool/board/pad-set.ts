/** The pads of all ballots (spec §7.7): 16 of the 32 bytes of each, side by side, for a board may hold many millions. @module */

import { randomBytes } from '#crypto/random.ts';

const WORDS = 4;

/**
 * A set of encodings of elements, by their first 16 bytes: two pads that agree in these would have to be looked for 2^64
 * times, by one voter among the own pads.
 */
export class PadSet {
  private words = new Uint32Array(WORDS * 1024);
  private used = 0;
  /** Odd; unknown to whoever makes pads, so that these cannot be aimed at one place of the table. */
  private readonly factor = (new DataView(randomBytes(4).buffer).getUint32(0) | 1) >>> 0;

  has(pad: Uint8Array): boolean {
    return !this.isFree(this.find(wordsOf(pad)));
  }

  add(pad: Uint8Array): void {
    if (2 * (this.used + 1) * WORDS > this.words.length) this.grow();
    this.put(wordsOf(pad));
  }

  private put(key: Uint32Array): void {
    const at = this.find(key);
    if (!this.isFree(at)) return;
    this.words.set(key, at);
    this.used += 1;
  }

  /** Where the key is, or the free place where it would be. */
  private find(key: Uint32Array): number {
    const places = this.words.length / WORDS;
    const mixed = Math.imul(key[0]! ^ Math.imul(key[1]!, this.factor), this.factor) >>> 0;
    for (let place = mixed % places; ; place = (place + 1) % places) {
      const at = WORDS * place;
      if (this.isFree(at) || key.every((word, i) => this.words[at + i] === word)) return at;
    }
  }

  /** No pad has 16 zero bytes in front, but for a chance of 2^-128. */
  private isFree(at: number): boolean {
    return (
      this.words[at] === 0 && this.words[at + 1] === 0 && this.words[at + 2] === 0 && this.words[at + 3] === 0
    );
  }

  private grow(): void {
    const old = this.words;
    this.words = new Uint32Array(2 * old.length);
    this.used = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      const key = old.subarray(at, at + WORDS);
      if (key.some((word) => word !== 0)) this.put(key);
    }
  }
}

function wordsOf(pad: Uint8Array): Uint32Array {
  const view = new DataView(pad.buffer, pad.byteOffset, 4 * WORDS);
  return Uint32Array.from({ length: WORDS }, (_, i) => view.getUint32(4 * i));
}
