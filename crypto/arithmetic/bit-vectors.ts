/**
 * Batch verification of proofs of vectors of bits (spec §7.4, "Together"), as a whole in the kernel. It is fast and can
 * only say that proofs hold; which fault another one has is found with the equations (spec §3.5).
 * @module
 */

import { SharedParts, type BitVector, type VectorBases, type VectorLayout } from './bit-vector.ts';
import { KernelInstance } from './instance.ts';
import { VectorBatch, type Group } from './vector-batch.ts';

/**
 * Result of a proof. `malformed`: an encoding is no element or the identity, or a scalar is not below q. `doubtful`: it
 * is in a group of proofs that do not all hold.
 */
export type Verdict = 'valid' | 'doubtful' | 'malformed';

/** Limit of groups that fail at once, beyond which none is halved, so that all sums together cost a few batches. */
const MAX_FAILING = 2;

export class BitVectors {
  readonly #instance = new KernelInstance();
  readonly #shared: SharedParts;
  #batch: VectorBatch | undefined;

  constructor(layouts: readonly VectorLayout[], bases: VectorBases) {
    this.#shared = new SharedParts(layouts, bases);
  }

  /**
   * Returns a verdict for each proof. If they do not all hold, it halves the groups that fail, as long as these are few.
   * A wrong proof is found valid with probability 2^-128 in each group. `randomWeights` returns that many fresh random
   * bytes; it is called after all inputs are fixed.
   */
  verify(vectors: readonly BitVector[], randomWeights: (length: number) => Uint8Array): readonly Verdict[] {
    const batch = new VectorBatch(this.#instance, this.#shared, vectors);
    this.#batch = batch;
    const verdicts: Verdict[] = [];
    const hold = (group: Group): boolean => {
      const { vanishes, isWellFormed } = batch.sum(group, randomWeights);
      for (const [i, own] of isWellFormed.entries())
        verdicts[group.from + i] = own ? (vanishes ? 'valid' : 'doubtful') : 'malformed';
      return vanishes;
    };
    const all = { from: 0, to: vectors.length };
    let failing = hold(all) ? [] : [all];
    while (failing.length <= MAX_FAILING && failing.some(isDivisible)) {
      failing = failing.flatMap((group) => (isDivisible(group) ? failingHalves(group, hold) : [group]));
    }
    return verdicts;
  }

  /**
   * Returns pads and data of a proof of the last batch in turns, packed. `position`: the proof's in the batch. They are
   * meaningless if it is malformed.
   */
  packedCiphertexts(position: number): Uint8Array {
    if (!this.#batch) throw new Error('no batch');
    return this.#batch.packedCiphertexts(position);
  }
}

const isDivisible = ({ from, to }: Group): boolean => to - from > 1;

/** Returns the halves of a failing group that fail. If the first holds, the second does not have to be tried. */
function failingHalves({ from, to }: Group, hold: (group: Group) => boolean): Group[] {
  const middle = from + ((to - from) >> 1);
  const [first, second] = [
    { from, to: middle },
    { from: middle, to },
  ];
  if (hold(first)) return [second];
  return hold(second) ? [first] : [first, second];
}
