/** Merkle tree of RFC 6962, built leaf by leaf (spec §8.1). @module */
import { equalBytes } from '../../crypto/bytes.ts';
import { sha256 } from '../../crypto/transcript.ts';

/** Maximum length of an entry in bytes (§8.3). */
const MAX_ENTRY_BYTES = 65_535;
/** Input of the hash functions below. They share it, so that no hash allocates memory for its input. */
const input = new Uint8Array(1 + MAX_ENTRY_BYTES);
const nodeInput = input.subarray(0, 1 + 2 * 32);

/** Hashes an entry of at most 65,535 bytes. */
export function leafHash(entry: Uint8Array): Uint8Array {
  input[0] = 0;
  input.set(entry, 1);
  return sha256(input.subarray(0, 1 + entry.length));
}

/** Hashes two hashes of 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeInput[0] = 1;
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return sha256(nodeInput);
}

/** Roots of the complete subtrees, largest first: enough to append leaves and to compute the root. */
export class CompactRange {
  #size = 0;
  readonly #roots: Uint8Array[] = [];

  get size(): number {
    return this.#size;
  }

  /**
   * Appends a leaf, or a complete subtree of `leaves` leaves: a power of two that divides the current size.
   */
  append(hash: Uint8Array, leaves = 1): void {
    let root = hash;
    // Each trailing one bit of the size is a complete subtree that the new one joins.
    for (let size = this.#size / leaves; size % 2 === 1; size = Math.floor(size / 2))
      root = nodeHash(this.#roots.pop()!, root);
    this.#roots.push(root);
    this.#size += leaves;
  }

  /** Roots of the complete subtrees, largest first. */
  get roots(): readonly Uint8Array[] {
    return this.#roots;
  }

  root(): Uint8Array {
    return rootOf(this.#roots);
  }
}

/** Returns the root over complete subtrees, largest first, given their roots. */
export function rootOf(roots: readonly Uint8Array[]): Uint8Array {
  const [last, ...larger] = roots.toReversed();
  if (!last) return sha256(new Uint8Array());
  return larger.reduce((right, left) => nodeHash(left, right), last);
}

/** Returns the Merkle tree hash over the roots of equally large complete subtrees, such as the hashes of a tile. */
export function treeHash(hashes: readonly Uint8Array[]): Uint8Array {
  const tree = new CompactRange();
  for (const hash of hashes) tree.append(hash);
  return tree.root();
}

/**
 * Verifies an inclusion proof (sibling of the leaf first) from the leaf at `index` to the root of `size`
 * leaves.
 */
export function verifyInclusion(
  { index, size, root }: { readonly index: number; readonly size: number; readonly root: Uint8Array },
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (index >= size) return false;
  let hash = leaf;
  let node = index;
  let last = size - 1; // position of the last node of this level
  const siblings = proof.values();
  while (last > 0) {
    const isRight = node % 2 === 1;
    // A last node without a right sibling is passed up unchanged.
    if (isRight || node < last) {
      const { value: sibling } = siblings.next();
      if (!sibling) return false;
      hash = isRight ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return siblings.next().done === true && equalBytes(hash, root);
}

/** Size and root of a tree, as in a checkpoint. */
export interface Tree {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Verifies a consistency proof between an older and a newer tree (RFC 6962 §2.1.2). */
export function verifyConsistency(old: Tree, next: Tree, proof: readonly Uint8Array[]): boolean {
  if (old.size > next.size) return false;
  if (old.size === next.size) return proof.length === 0 && equalBytes(old.root, next.root);
  if (old.size === 0) return proof.length === 0;
  let node = old.size - 1;
  let last = next.size - 1;
  // The trees diverge at the largest complete subtree at the end of the old tree.
  for (; node % 2 === 1; node = Math.floor(node / 2)) last = Math.floor(last / 2);
  // If that subtree is the whole old tree, its root is known and not in the proof.
  const hashes = (node === 0 ? [old.root, ...proof] : proof).values();
  const { value: seed } = hashes.next();
  if (!seed) return false;
  let oldRoot = seed;
  let nextRoot = seed;
  for (const hash of hashes) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldRoot = nodeHash(hash, oldRoot);
      nextRoot = nodeHash(hash, nextRoot);
      // A last node without a right sibling is passed up unchanged.
      for (; node % 2 === 0 && node > 0; node = Math.floor(node / 2)) last = Math.floor(last / 2);
    } else {
      nextRoot = nodeHash(nextRoot, hash);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(oldRoot, old.root) && equalBytes(nextRoot, next.root);
}
