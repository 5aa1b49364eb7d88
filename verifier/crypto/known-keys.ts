/** What a library makes of public keys. A board has few keys and many signatures of each. @module */
import { toHex } from './bytes.ts';

/** Far more than a board has: a program that reads many boards shall not grow with them. */
const MAX_KEYS = 4096;

/** Keys of one scheme. */
export class KnownKeys<T> {
  readonly #known = new Map<string, T>();

  /** What `make` gave for this key when it was asked for first; what throws is not kept. */
  of(key: Uint8Array, make: () => T): T {
    const name = toHex(key);
    if (this.#known.has(name)) return this.#known.get(name)!;
    const own = make();
    if (this.#known.size >= MAX_KEYS) this.#known.clear();
    this.#known.set(name, own);
    return own;
  }
}
