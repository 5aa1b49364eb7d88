/** Merkle tree of RFC 6962 §2.1 with SHA-256: roots, inclusion proofs and consistency proofs (spec §8.1). @module */

import { concat, equalBytes, u8 } from '../bytes.ts';
import { sha256 } from '../sha256.ts';

export const emptyRoot: Uint8Array = sha256(new Uint8Array());
export const leafHash = (entry: Uint8Array): Uint8Array => sha256(concat(u8(0), entry));
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concat(u8(1), left, right));

/**
 * Compact state of a growing tree, from which its root is computed: the hashes of its perfect subtrees. The memory is
 * logarithmic in the number of leaves.
 */
export class Frontier {
  #leaves = 0;
  /** Perfect subtrees, largest first, with their numbers of leaves. */
  readonly #subtrees: { readonly leaves: number; readonly hash: Uint8Array }[] = [];

  /** Restores the frontier of a tree of `size` leaves from its `hashes`; throws if they are too few or too many. */
  static of(size: number, hashes: readonly Uint8Array[]): Frontier {
    const frontier = new Frontier();
    frontier.#leaves = size;
    let rest = size;
    for (const hash of hashes) {
      if (rest === 0) throw new Error('frontier: too many subtrees');
      const leaves = largestPowerIn(rest);
      frontier.#subtrees.push({ leaves, hash });
      rest -= leaves;
    }
    if (rest !== 0) throw new Error('frontier: too few subtrees');
    return frontier;
  }

  get size(): number {
    return this.#leaves;
  }

  append(leaf: Uint8Array): void {
    this.#leaves += 1;
    let added = { leaves: 1, hash: leaf };
    while (this.#subtrees.at(-1)?.leaves === added.leaves) {
      const left = this.#subtrees.pop()!;
      added = { leaves: 2 * added.leaves, hash: nodeHash(left.hash, added.hash) };
    }
    this.#subtrees.push(added);
  }

  root(): Uint8Array {
    const { hashes } = this;
    return hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right));
  }

  /**
   * Returns the root of the tree with one more subtree on its right, which has the hash `last` and must be smaller than
   * every subtree of the frontier.
   */
  rootWith(last: Uint8Array): Uint8Array {
    return this.hashes.reduceRight((right, left) => nodeHash(left, right), last);
  }

  /** Hashes of the perfect subtrees, largest first. With the size, they suffice to restore the frontier. */
  get hashes(): readonly Uint8Array[] {
    return this.#subtrees.map(({ hash }) => hash);
  }
}

/**
 * Function that returns MTH(D[start:end]) of RFC 6962, the root of the leaves from `start` to `end` - 1. The range may
 * be perfect or partial.
 */
export type ReadRange = (start: number, end: number) => Uint8Array;

/** Returns a ReadRange for an array of leaf hashes. */
export const rangesOf =
  (leaves: readonly Uint8Array[]): ReadRange =>
  (start, end) => {
    const frontier = new Frontier();
    for (const leaf of leaves.slice(start, end)) frontier.append(leaf);
    return frontier.root();
  };

/**
 * Returns the inclusion proof of leaf `index` in a tree of `size` leaves: the hashes from the leaf's sibling up to the
 * root. Throws unless index < size.
 */
export function proveInclusion(index: number, size: number, read: ReadRange): Uint8Array[] {
  if (index >= size) throw new Error('inclusion: no such leaf');
  const path = (start: number, end: number): Uint8Array[] => {
    if (end - start <= 1) return [];
    const middle = start + splitOf(end - start);
    return index < middle
      ? [...path(start, middle), read(middle, end)]
      : [...path(middle, end), read(start, middle)];
  };
  return path(0, size);
}

/** Returns whether the proof leads from the leaf to the root of the tree of `size` leaves (RFC 9162 §2.1.3.2). */
export function checkInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (index >= size) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(hash, root);
}

/**
 * Returns the hashes that prove the tree of `old` leaves to be a prefix of the tree of `size` leaves. Throws if `old`
 * is larger.
 */
export function proveConsistency(old: number, size: number, read: ReadRange): Uint8Array[] {
  if (old > size) throw new Error('consistency: the log does not shrink');
  const subproof = (start: number, end: number, whole: boolean): Uint8Array[] => {
    if (old === end) return whole ? [] : [read(start, end)];
    const middle = start + splitOf(end - start);
    return old <= middle
      ? [...subproof(start, middle, whole), read(middle, end)]
      : [...subproof(middle, end, false), read(start, middle)];
  };
  return old === 0 || old === size ? [] : subproof(0, size, true);
}

/**
 * Returns whether the proof shows the log of `old` leaves to be a prefix of the log of `size` leaves (RFC 9162
 * §2.1.4.2).
 */
export function checkConsistency(
  old: number,
  size: number,
  oldRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (old > size) return false;
  if (old === size) return proof.length === 0 && equalBytes(oldRoot, root);
  if (old === 0) return proof.length === 0 && equalBytes(oldRoot, emptyRoot);
  const [first, ...rest] = splitOf(2 * old) === old ? [oldRoot, ...proof] : proof;
  if (!first) return false;
  let [fn, sn] = [old - 1, size - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let [oldHash, hash] = [first, first];
  for (const next of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [oldHash, hash] = [nodeHash(next, oldHash), nodeHash(next, hash)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = nodeHash(hash, next);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(oldHash, oldRoot) && equalBytes(hash, root);
}

// Sizes may exceed 32 bits, so shifts cannot be used.
const half = (n: number): number => Math.floor(n / 2);

/** Returns the largest power of two below n, or 1 for n < 2. */
const splitOf = (n: number): number => (n < 2 ? 1 : largestPowerIn(n - 1));

/** Returns the largest power of two that is not above n. */
function largestPowerIn(n: number): number {
  let k = 1;
  while (2 * k <= n) k *= 2;
  return k;
}
