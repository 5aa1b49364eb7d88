/** Set of 32-byte keys, numbered in the order of insertion (spec §7.7, §6.2). @module */
import { randomBytes } from '@noble/hashes/utils.js';

const WORDS = 8;
/** Binary logarithm of the keys per chunk. */
const CHUNK_BITS = 10;
const chunkMask = (1 << CHUNK_BITS) - 1;
/**
 * Multipliers of the hash function, drawn for each run: with constant ones an attacker could choose colliding
 * keys.
 */
const multipliers = new Uint32Array(randomBytes(4 * WORDS).buffer).map((multiplier) => multiplier | 1);

/** Words of the key of the present call. All tables share them, so that no call allocates memory. */
const wanted = new Uint32Array(WORDS);

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
    putWanted(key);
    return this.#slots[this.#slotOf(wanted, 0)]! - 1;
  }

  has(key: Uint8Array): boolean {
    return this.find(key) >= 0;
  }

  /** Returns the number of the new key, or -1 if it is present. */
  add(key: Uint8Array): number {
    putWanted(key);
    if (this.#slots[this.#slotOf(wanted, 0)] !== 0) return -1;
    this.#grow();
    this.#chunks[this.#size >> CHUNK_BITS]!.set(wanted, (this.#size & chunkMask) * WORDS);
    this.#size += 1;
    this.#slots[this.#slotOf(wanted, 0)] = this.#size;
    return this.#size - 1;
  }

  /** Returns the slot of the key whose words begin at `from`, or the free slot where it belongs. */
  #slotOf(words: Uint32Array, from: number): number {
    const mask = this.#slots.length - 1;
    let slot = mix(words, from) & mask;
    for (;;) {
      const number = this.#slots[slot]!;
      if (number === 0 || this.#equals(number - 1, words, from)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #equals(number: number, words: Uint32Array, from: number): boolean {
    const chunk = this.#chunks[number >> CHUNK_BITS]!;
    const at = (number & chunkMask) * WORDS;
    for (let i = 0; i < WORDS; i += 1) if (chunk[at + i] !== words[from + i]) return false;
    return true;
  }

  #grow(): void {
    if ((this.#size & chunkMask) === 0) this.#chunks.push(new Uint32Array(WORDS * (chunkMask + 1)));
    if ((this.#size + 1) * 2 <= this.#slots.length) return;
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#size; number += 1) {
      const slot = this.#slotOf(this.#chunks[number >> CHUNK_BITS]!, (number & chunkMask) * WORDS);
      this.#slots[slot] = number + 1;
    }
  }
}

/** Copies a key into `wanted` byte by byte, because it may begin at any offset of its buffer. */
function putWanted(key: Uint8Array): void {
  for (let i = 0, at = 0; i < WORDS; i += 1, at += 4)
    wanted[i] = key[at]! | (key[at + 1]! << 8) | (key[at + 2]! << 16) | (key[at + 3]! << 24);
}

function mix(words: Uint32Array, from: number): number {
  let sum = 0;
  for (let i = 0; i < WORDS; i += 1) sum = Math.imul(sum ^ words[from + i]!, multipliers[i]!) + (sum >>> 15);
  return (sum ^ (sum >>> 16)) >>> 0;
}
