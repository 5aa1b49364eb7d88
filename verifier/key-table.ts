/** A set of 32-byte keys, numbered in the order they came (spec §7.7, §6.2). @module */
import { randomBytes } from '@noble/hashes/utils.js';

const words = 8;
/** Any hash of constant multipliers can be crowded on purpose; these are drawn for each run. */
const multipliers = new Uint32Array(randomBytes(4 * words).buffer).map((multiplier) => multiplier | 1);

/**
 * Open addressing over one growing array: 32 bytes a key and 8 to 16 for its slot, where a Set of
 * strings would take over a hundred.
 */
export class KeyTable {
  #keys = new Uint32Array(words * 16);
  /** Number of the key plus one; 0 is free. */
  #slots = new Uint32Array(32);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of the key, or -1. */
  find(key: Uint8Array): number {
    const wanted = wordsOf(key);
    return this.#slots[this.#slotOf(wanted)]! - 1;
  }

  has(key: Uint8Array): boolean {
    return this.find(key) >= 0;
  }

  /** The number of the new key, or -1 if it is there already. */
  add(key: Uint8Array): number {
    const wanted = wordsOf(key);
    if (this.#slots[this.#slotOf(wanted)] !== 0) return -1;
    this.#grow();
    this.#keys.set(wanted, this.#size * words);
    this.#size += 1;
    this.#slots[this.#slotOf(wanted)] = this.#size;
    return this.#size - 1;
  }

  /** The slot of the key, or the free one where it would go. */
  #slotOf(wanted: Uint32Array): number {
    const mask = this.#slots.length - 1;
    let slot = mix(wanted) & mask;
    for (;;) {
      const number = this.#slots[slot]!;
      if (number === 0 || this.#equals(number - 1, wanted)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #equals(number: number, wanted: Uint32Array): boolean {
    const from = number * words;
    for (let i = 0; i < words; i += 1) if (this.#keys[from + i] !== wanted[i]) return false;
    return true;
  }

  #grow(): void {
    if ((this.#size + 1) * words > this.#keys.length) {
      const keys = new Uint32Array(this.#keys.length * 2);
      keys.set(this.#keys);
      this.#keys = keys;
    }
    if ((this.#size + 1) * 2 <= this.#slots.length) return;
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#size; number += 1) {
      const key = this.#keys.subarray(number * words, (number + 1) * words);
      this.#slots[this.#slotOf(key)] = number + 1;
    }
  }
}

function wordsOf(key: Uint8Array): Uint32Array {
  return new Uint32Array(key.slice().buffer, 0, words);
}

function mix(key: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < words; i += 1) sum = Math.imul(sum ^ key[i]!, multipliers[i]!) + (sum >>> 15);
  return (sum ^ (sum >>> 16)) >>> 0;
}
