/** Numbers by index, as many as there are entries or credentials. @module */

const CHUNK = 1 << 16;

type Numbers = Uint8Array | Uint16Array | Float64Array;

/**
 * Column of a table. It is allocated in chunks, so that no number is copied when it grows, and only those chunks
 * that have a number. Unlike a Map it has no limit, and takes only the bytes of its numbers.
 */
export class Column {
  readonly #NumbersArray: new (length: number) => Numbers;
  readonly #chunks: (Numbers | undefined)[] = [];

  constructor(NumbersArray: new (length: number) => Numbers) {
    this.#NumbersArray = NumbersArray;
  }

  /** Returns the number at the index, or 0 if none was set. */
  get(index: number): number {
    return this.#chunks[Math.floor(index / CHUNK)]?.[index % CHUNK] ?? 0;
  }

  set(index: number, value: number): void {
    (this.#chunks[Math.floor(index / CHUNK)] ??= new this.#NumbersArray(CHUNK))[index % CHUNK] = value;
  }
}
