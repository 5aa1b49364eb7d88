/** Set of 32-byte keys, numbered in the order of insertion (spec §7.7, §6.2). @module */
import { randomBytes } from '@noble/hashes/utils.js';

const WORDS = 8;
/** Binary logarithm of the keys per chunk. Small, because there is also a table for the pads of one ballot. */
const CHUNK_BITS = 6;
const chunkMask = (1 << CHUNK_BITS) - 1;
/**
 * Multipliers of the hash function, drawn for each run: with constant ones an attacker could choose colliding
 * keys.
 */
const multipliers = new Uint32Array(randomBytes(4 * WORDS).buffer).map((multiplier) => multiplier | 1);

/**
 * Hash table with open addressing: 32 bytes per key and 8 to 16 for its slot. A Set of strings would take
 * over a hundred.
 */
export class KeyTable {
  /** Keys in chunks, so that no key is copied when the table grows. */
  readonly #chunks: Uint32Array[] = [];
  /** Number of the key plus one; 0 if the slot is free. */
  #slots = new Uint32Array(32);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Returns the number of the key, or -1. */
  find(key: Uint8Array): number {
    const wanted = wordsOf(key);
    return this.#slots[this.#slotOf(wanted)]! - 1;
  }

  has(key: Uint8Array): boolean {
    return this.find(key) >= 0;
  }

  /** Returns the number of the new key, or -1 if it is present. */
  add(key: Uint8Array): number {
    const wanted = wordsOf(key);
    if (this.#slots[this.#slotOf(wanted)] !== 0) return -1;
    this.#grow();
    this.#chunks[this.#size >> CHUNK_BITS]!.set(wanted, (this.#size & chunkMask) * WORDS);
    this.#size += 1;
    this.#slots[this.#slotOf(wanted)] = this.#size;
    return this.#size - 1;
  }

  /** Returns the slot of the key, or the free slot where it belongs. */
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
    const chunk = this.#chunks[number >> CHUNK_BITS]!;
    const from = (number & chunkMask) * WORDS;
    for (let i = 0; i < WORDS; i += 1) if (chunk[from + i] !== wanted[i]) return false;
    return true;
  }

  #grow(): void {
    if ((this.#size & chunkMask) === 0) this.#chunks.push(new Uint32Array(WORDS * (chunkMask + 1)));
    if ((this.#size + 1) * 2 <= this.#slots.length) return;
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#size; number += 1) {
      const from = (number & chunkMask) * WORDS;
      const key = this.#chunks[number >> CHUNK_BITS]!.subarray(from, from + WORDS);
      this.#slots[this.#slotOf(key)] = number + 1;
    }
  }
}

function wordsOf(key: Uint8Array): Uint32Array {
  const copy = new Uint8Array(4 * WORDS);
  copy.set(key); // not slice(): for a Buffer it returns a view of a larger one
  return new Uint32Array(copy.buffer);
}

function mix(key: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < WORDS; i += 1) sum = Math.imul(sum ^ key[i]!, multipliers[i]!) + (sum >>> 15);
  return (sum ^ (sum >>> 16)) >>> 0;
}
