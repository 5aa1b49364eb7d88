/**
 * Merkle proofs that are computed from the board's hash tiles. The tiles need no check of their own: wrong tiles lead
 * to another root.
 * @module
 */

import {
  checkConsistency,
  checkInclusion,
  leafHash,
  nodeHash,
  proveConsistency,
  proveInclusion,
  type ReadRange,
} from '#crypto/log/merkle.ts';
import { TILE_WIDTH } from '#crypto/log/tile.ts';
import type { BoardFiles } from './board-files.ts';

/** Size and root of a log, as a checkpoint commits to them. */
export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

const HASH_BYTES = 32;

/** Returns whether these entries, from index `start` on, are in the log. */
export async function includes(
  files: BoardFiles,
  head: Head,
  start: number,
  entries: readonly Uint8Array[],
): Promise<boolean> {
  const proofs = await proveFromTiles(files, head.size, (read) =>
    entries.map((_, i) => proveInclusion(start + i, head.size, read)),
  );
  return entries.every((entry, i) =>
    checkInclusion(start + i, head.size, leafHash(entry), head.root, proofs[i]!),
  );
}

/** Returns whether the shorter log is a prefix of the longer one. */
export async function isConsistent(files: BoardFiles, a: Head, b: Head): Promise<boolean> {
  const [old, now] = a.size <= b.size ? [a, b] : [b, a];
  const proof = await proveFromTiles(files, now.size, (read) => proveConsistency(old.size, now.size, read));
  return checkConsistency(old.size, now.size, old.root, now.root, proof);
}

type ReadHash = (level: number, index: number) => Uint8Array;

/** Runs `prove` twice: first to learn which tiles it needs, then with those tiles. */
async function proveFromTiles<T>(files: BoardFiles, size: number, prove: (read: ReadRange) => T): Promise<T> {
  const wanted = new Map<string, { readonly level: number; readonly tile: number }>();
  const nameOf = (level: number, index: number): string => `${level}/${Math.floor(index / TILE_WIDTH)}`;
  const none = new Uint8Array(HASH_BYTES);
  prove(
    rangesFrom((level, index) => {
      wanted.set(nameOf(level, index), { level, tile: Math.floor(index / TILE_WIDTH) });
      return none;
    }),
  );
  const tiles = new Map(
    await Promise.all(
      [...wanted].map(
        async ([name, { level, tile }]) => [name, await files.tile(level, tile, size)] as const,
      ),
    ),
  );
  return prove(
    rangesFrom((level, index) => {
      const at = HASH_BYTES * (index % TILE_WIDTH);
      return tiles.get(nameOf(level, index))!.subarray(at, at + HASH_BYTES);
    }),
  );
}

/**
 * Returns a ReadRange that computes its hashes from tiles. A tile of level l has the hashes of complete subtrees of
 * 256^l entries.
 */
function rangesFrom(hash: ReadHash): ReadRange {
  const range: ReadRange = (start, end) => {
    const width = end - start;
    let [level, span] = [0, 1];
    while (span * TILE_WIDTH <= width) [level, span] = [level + 1, span * TILE_WIDTH];
    if (span === width) return hash(level, start / span);
    let left = span;
    while (2 * left < width) left *= 2;
    return nodeHash(range(start, start + left), range(start + left, end));
  };
  return range;
}
