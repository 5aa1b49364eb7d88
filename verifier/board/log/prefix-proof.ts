/**
 * Prefix proofs: hashes of subtrees, from which the roots of a log at two sizes are computed. They show whether
 * the log of one checkpoint is the beginning of that of another (spec §8.11).
 * @module
 */
import { CompactRange } from './merkle.ts';

interface Range {
  readonly from: number;
  /** Power of two that divides `from`. */
  readonly leaves: number;
}

/** Yields the complete subtrees that cover the leaves `from` to `to - 1`, each as large as possible. */
function* subtrees(from: number, to: number): Generator<Range> {
  for (let at = from; at < to;) {
    let leaves = 1;
    while (at % (2 * leaves) === 0 && at + 2 * leaves <= to) leaves *= 2;
    yield { from: at, leaves };
    at += leaves;
  }
}

function parts(old: number, size: number): Range[] {
  return [...subtrees(0, old), ...subtrees(old, size)];
}

/**
 * Returns the hashes of the subtrees that cover the first `old` leaves, then of those that cover the other
 * leaves up to `size`.
 */
export async function makePrefixProof(
  old: number,
  size: number,
  leaves: AsyncIterator<Uint8Array>,
): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (const { leaves: count } of parts(old, size)) {
    const tree = new CompactRange();
    for (let i = 0; i < count; i += 1) {
      const { value, done } = await leaves.next();
      if (done) throw new Error('fewer leaves than the size');
      tree.append(value);
    }
    hashes.push(tree.root());
  }
  return hashes;
}

/** Computes the roots at both sizes. Returns undefined if the number of hashes is wrong. */
export function prefixProofRoots(
  old: number,
  size: number,
  hashes: readonly Uint8Array[],
): { readonly old: Uint8Array; readonly next: Uint8Array } | undefined {
  const ranges = parts(old, size);
  if (ranges.length !== hashes.length) return undefined;
  const tree = new CompactRange();
  let first = tree.root();
  for (const [i, { from, leaves }] of ranges.entries()) {
    tree.append(hashes[i]!, leaves);
    if (from + leaves === old) first = tree.root();
  }
  return { old: first, next: tree.root() };
}
