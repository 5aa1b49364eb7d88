/** Entry bundles as a board serves them (spec §8.3). @module */

import { parseBundle, tilePath, TILE_WIDTH } from '#crypto/log/tile.ts';
import { MAX_ENTRY_LENGTH } from '#crypto/entry/entry.ts';
import { orProblem, TrusteeProblem } from '../shared/problems.ts';
import type { Source } from './source.ts';

export const MAX_CHECKPOINT = 65_536;
export const MAX_BUNDLE = TILE_WIDTH * (2 + MAX_ENTRY_LENGTH);

/** Returns the number of entries in a bundle of a log of `size` entries. */
export const widthOf = (tile: number, size: number): number => Math.min(TILE_WIDTH, size - tile * TILE_WIDTH);

/**
 * Reads a bundle. If a partial bundle is missing, reads the full one instead: a board removes a partial bundle once it
 * is full, and the full one begins with the same entries.
 */
export async function bundleFrom(
  source: Source,
  tile: number,
  width: number,
): Promise<readonly Uint8Array[]> {
  for (const found of width < TILE_WIDTH ? [width, TILE_WIDTH] : [width]) {
    const bytes = await source.get(tilePath('entries', tile, found), MAX_BUNDLE);
    if (bytes) return orProblem('board-root', () => parseBundle(bytes, found)).slice(0, width);
  }
  throw new TrusteeProblem('board-missing', tilePath('entries', tile, width));
}
