import { describe, expect, test } from 'vitest';
import { toHex } from '../../verifier/crypto/bytes.ts';
import {
  CompactRange,
  verifyInclusion,
  leafHash,
  nodeHash,
  treeHash,
} from '../../verifier/board/log/merkle.ts';
import { sha256 } from '../../verifier/crypto/transcript.ts';

const entry = (i: number): Uint8Array => new TextEncoder().encode(`entry ${i}`);
const leaves = Array.from({ length: 70 }, (_, i) => leafHash(entry(i)));

/** Computes the Merkle tree hash exactly as in RFC 6962 §2.1. */
function naive(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return sha256(new Uint8Array());
  if (hashes.length === 1) return hashes[0]!;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(naive(hashes.slice(0, k)), naive(hashes.slice(k)));
}

/** Computes an inclusion proof exactly as in RFC 6962 §2.1.1. */
function naivePath(m: number, hashes: readonly Uint8Array[]): Uint8Array[] {
  if (hashes.length <= 1) return [];
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return m < k
    ? [...naivePath(m, hashes.slice(0, k)), naive(hashes.slice(k))]
    : [...naivePath(m - k, hashes.slice(k)), naive(hashes.slice(0, k))];
}

test('the root of every small size is that of RFC 6962', () => {
  const tree = new CompactRange();
  for (let size = 0; size <= leaves.length; size += 1) {
    expect(tree.root()).toEqual(naive(leaves.slice(0, size)));
    if (size < leaves.length) tree.append(leaves[size]!);
  }
  expect(treeHash(leaves)).toEqual(tree.root());
});

test('known roots', () => {
  expect(toHex(leaves[0]!)).toBe('773885a613489e24ce2cf76199d6a423f042e4bbf12d7eecee912ef276c65701');
  expect(toHex(leaves[2]!)).toBe('57c79f4f31ae029c5d4bd30b073c27c94df93438b2b4697e1e1eef5bc0394a41');
  const root = (size: number): string => toHex(treeHash(leaves.slice(0, size)));
  expect(root(2)).toBe('5a47662fd8a317d96049a3f9f47c55dc67ca66051baa3683dbb19b2fe09a07b0');
  expect(root(3)).toBe('94fbd0dd836f50301692e6d0eade728ee19ec52bfff1606ed807c8575d5aaa19');
  expect(root(5)).toBe('7caa345dbd892a66454d6c6512ea3c3ea3f0d3ec21be3fc2e2375705fd38f672');
});

describe('inclusion proofs', () => {
  const sizes = [1, 2, 3, 5, 7, 8, 9, 33, 64, 70];

  test.each(sizes)('every leaf of %i', (size) => {
    const own = leaves.slice(0, size);
    const root = naive(own);
    for (let index = 0; index < size; index += 1) {
      expect(verifyInclusion({ index, size, root }, own[index]!, naivePath(index, own))).toBe(true);
    }
  });

  test.each(sizes)('no other proof in a tree of %i', (size) => {
    const own = leaves.slice(0, size);
    const root = naive(own);
    const last = size - 1;
    const path = naivePath(last, own);
    const leaf = own[last]!;
    expect(verifyInclusion({ index: last, size, root }, leaf, [...path, root])).toBe(false);
    expect(verifyInclusion({ index: size, size, root }, leaf, path)).toBe(false);
    expect(
      verifyInclusion(
        { index: last, size, root },
        root.map((byte) => byte ^ 1),
        path,
      ),
    ).toBe(false);
    if (path.length > 0) {
      expect(verifyInclusion({ index: last, size, root }, leaf, path.slice(1))).toBe(false);
      expect(verifyInclusion({ index: last, size, root }, leaf, path.slice(0, -1))).toBe(false);
      expect(verifyInclusion({ index: last - 1, size, root }, leaf, path)).toBe(false);
    }
  });
});
