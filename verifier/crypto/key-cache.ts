/**
 * Cache of the objects that a library makes of public keys. A board has few keys and many signatures of each.
 * @module
 */
import { toHex } from './bytes.ts';

/** Maximum number of cached keys, far more than a board has. Bounds the memory when many boards are read. */
const MAX_KEYS = 4096;

/** Cache of the keys of one scheme. */
export class KeyCache<T> {
  readonly #known = new Map<string, T>();

  /** Returns the cached value of a key, or makes it. Errors are not cached. */
  getOrMake(key: Uint8Array, make: () => T): T {
    const name = toHex(key);
    if (this.#known.has(name)) return this.#known.get(name)!;
    const own = make();
    if (this.#known.size >= MAX_KEYS) this.#known.clear();
    this.#known.set(name, own);
    return own;
  }
}
