/** Sums of packed elements in the kernel, without an object for each element. @module */
import { KernelInstance, POINT_LENGTH, regions } from '#crypto/arithmetic/instance.ts';

const POINT_WORDS = POINT_LENGTH / 4;

export class PackedSums {
  readonly #instance = new KernelInstance();

  /** Returns the sums, place by place, of lists of equally many packed elements. */
  add(lists: readonly Uint8Array[]): Uint8Array {
    const length = lists[0]!.length;
    const count = length / POINT_LENGTH;
    const [out, lengths, input, end] = regions(this.#instance.base, length, 4 * count, length * lists.length);
    const memory = this.#instance.reserve(end);
    new Uint32Array(memory.buffer, lengths, count).fill(lists.length);
    const target = new Int32Array(memory.buffer, input, (length / 4) * lists.length);
    for (const [i, list] of lists.entries()) {
      if (list.length !== length) throw new Error('lists of different lengths');
      putEvery(target, POINT_WORDS * i, POINT_WORDS * lists.length, list);
    }
    this.#instance.exports.sums(out, input, lengths, count);
    return memory.slice(out, out + length);
  }
}

/** Copies elements into every place of the target from `at` on. The distance of two places is `step` words. */
function putEvery(target: Int32Array, at: number, step: number, packed: Uint8Array): void {
  const words = new Int32Array(packed.buffer, packed.byteOffset, packed.length / 4);
  for (let from = 0, to = at; from < words.length; from += POINT_WORDS, to += step) {
    // A loop instead of set(), because a view of each element would cost more than its bytes.
    for (let i = 0; i < POINT_WORDS; i += 1) target[to + i] = words[from + i]!;
  }
}
