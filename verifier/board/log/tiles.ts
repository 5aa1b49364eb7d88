/** Files of the log: their paths and content, and hash tiles computed for comparison (spec §8.3). @module */
import { concat, ByteReader, ParseFailure, u16 } from '../../crypto/bytes.ts';
import { sentences } from '../../findings/sentences.ts';
import { CompactRange, rootOf } from './merkle.ts';

/** Number of hashes in a full tile, and of entries in a full bundle. */
export const TILE_WIDTH = 256;

/** Content of a file under `tile/`: hashes of a level, or entries. */
export type TileKind = number | 'entries';

/**
 * Returns the path of file `n` of a kind: 5 is written `005`, 1234067 is written `x001/x234/067`. The path of
 * a partial tile ends with its number of hashes or entries.
 */
export function tilePath(level: TileKind, n: number, count: number): string {
  const groups: string[] = [];
  for (
    let rest = n, prefix = '';
    groups.length === 0 || rest > 0;
    rest = Math.floor(rest / 1000), prefix = 'x'
  ) {
    groups.unshift(prefix + String(rest % 1000).padStart(3, '0'));
  }
  const partial = count < TILE_WIDTH ? `.p/${count}` : '';
  return `tile/${level}/${groups.join('/')}${partial}`;
}

/** Returns the maximum length in bytes of a bundle of `count` entries. */
export function bundleLimit(count: number): number {
  return count * (2 + 65_535);
}

/** Returns the length in bytes of a tile of `count` hashes. */
export function tileLength(count: number): number {
  return 32 * count;
}

/** Parses exactly `count` entries, `u16 length || entry` each. The entries are views of the bundle. */
export function parseBundle(bytes: Uint8Array, count: number): Uint8Array[] {
  const reader = new ByteReader(bytes);
  const entries = Array.from({ length: count }, () => {
    const length = reader.u16();
    if (length === 0) throw new ParseFailure(sentences.emptyEntry());
    return reader.take(length);
  });
  reader.end();
  return entries;
}

/** Encodes a bundle in the form that `parseBundle` reads. */
export function printBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap((entry) => [u16(entry.length), entry]));
}

/** Hash tile computed from the entries, to compare with the file. */
export interface ExpectedTile {
  readonly level: number;
  readonly n: number;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Level of tiles: number of complete tiles, hashes of the unfinished one, and the subtrees over these hashes. */
interface TileLevel {
  tiles: number;
  hashes: Uint8Array[];
  range: CompactRange;
}

/** Recomputes the hash tiles of all levels, and the root over them. Keeps one unfinished tile of each level. */
export class TileBuilder {
  readonly #levels: TileLevel[] = [];

  /** Starts after existing full tiles of level 0, given their hashes. */
  constructor(full: readonly Uint8Array[] = []) {
    this.#levels.push({ ...emptyLevel(), tiles: full.length });
    for (const hash of full) this.append(hash, 1);
  }

  /** Appends a leaf hash and returns the tiles that it completes. */
  append(hash: Uint8Array, level = 0): ExpectedTile[] {
    const at = (this.#levels[level] ??= emptyLevel());
    at.hashes.push(hash);
    at.range.append(hash);
    if (at.hashes.length < TILE_WIDTH) return [];
    const tile = expectedTile(level, at.tiles, at.hashes);
    const root = at.range.root();
    this.#levels[level] = { ...emptyLevel(), tiles: at.tiles + 1 };
    return [tile, ...this.append(root, level + 1)];
  }

  /** Number of leaves. */
  get size(): number {
    const [{ tiles, hashes }] = this.#levels as [TileLevel];
    return tiles * TILE_WIDTH + hashes.length;
  }

  /** Returns the root of the log up to the last leaf. */
  root(): Uint8Array {
    return rootOf(this.#levels.toReversed().flatMap(({ range }) => range.roots));
  }

  /** Returns the partial tiles at the end of the log. */
  partialTiles(): ExpectedTile[] {
    return this.#levels.flatMap(({ tiles, hashes }, level) =>
      hashes.length === 0 ? [] : [expectedTile(level, tiles, hashes)],
    );
  }
}

function emptyLevel(): TileLevel {
  return { tiles: 0, hashes: [], range: new CompactRange() };
}

function expectedTile(level: number, n: number, hashes: readonly Uint8Array[]): ExpectedTile {
  return { level, n, path: tilePath(level, n, hashes.length), bytes: concat(...hashes) };
}

/** Yields the hash tiles of a log of this size, level by level (spec §8.3). */
export function* tilesOf(size: number): Generator<{ level: number; n: number; count: number }> {
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH))
    for (let n = 0; n * TILE_WIDTH < hashes; n += 1)
      yield { level, n, count: Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH) };
}
