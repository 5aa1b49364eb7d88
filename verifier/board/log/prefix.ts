/**
 * What pins the root of a log's first entries by the root of all of them: whoever has it sees that one
 * checkpoint is no beginning of another (spec §8.11).
 * @module
 */
import { CompactRange } from './merkle.ts';

interface Range {
  readonly from: number;
  /** A power of two that divides `from`. */
  readonly leaves: number;
}

/** The complete subtrees that make up the leaves `from` to `to`, as large as they come. */
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

/** Hashes of the subtrees that make up the first `old` leaves, and then the others up to `size`. */
export async function prefixProof(
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

/** The two roots that these hashes lead to; undefined if their number is another. */
export function rootsOf(
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
