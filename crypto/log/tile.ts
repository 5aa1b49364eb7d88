/** Paths and contents of the log's tiles and entry bundles (C2SP tlog-tiles v0.1.0; spec §8.3). @module */

import { concat, u16 } from '../bytes.ts';
import { Reader } from '../wire.ts';

/** Number of hashes in a full tile, and of entries in a full bundle. */
export const TILE_WIDTH = 256;

/** Kind of a file under `tile/`: hashes, named by their level, or entries. */
export type Tiled = number | 'entries';

/** Returns `tile/<level>/<number>`, with `.p/<width>` for a partial file. */
export function tilePath(level: Tiled, tile: number, width: number = TILE_WIDTH): string {
  const digits = String(tile);
  const groups = digits.padStart(3 * Math.ceil(digits.length / 3), '0').match(/.{3}/g)!;
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

export interface TileRef {
  readonly level: number;
  readonly tile: number;
  readonly width: number;
}

/** Returns the hash tiles that change when the log grows from `old` to `size` entries. */
export function tilesToWrite(old: number, size: number): TileRef[] {
  const tiles: TileRef[] = [];
  for (let level = 0, a = old, b = size; a !== b; level++) {
    for (let tile = Math.floor(a / TILE_WIDTH); tile * TILE_WIDTH < b; tile++) {
      tiles.push({ level, tile, width: Math.min(TILE_WIDTH, b - tile * TILE_WIDTH) });
    }
    [a, b] = [Math.floor(a / TILE_WIDTH), Math.floor(b / TILE_WIDTH)];
  }
  return tiles;
}

/** Encodes a bundle of entries; the length of each precedes it in two bytes. */
export const encodeBundle = (entries: readonly Uint8Array[]): Uint8Array =>
  concat(...entries.flatMap((entry) => [u16(entry.length), entry]));

/** Parses exactly `width` entries; throws on anything else, empty entries included. */
export function parseBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const reader = new Reader(bytes);
  const entries = reader.list(width, () => reader.bytes(reader.u16()));
  reader.end();
  if (entries.some(({ length }) => length === 0)) throw new Error('bundle: an empty entry');
  return entries;
}
