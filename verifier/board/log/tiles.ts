/** The files of the log: where they are, what is in them, and whether they agree (spec §8.3). @module */
import { attempt, concat, Reader, Refusal, u16 } from '../../crypto/bytes.ts';
import { say } from '../../findings/sentences.ts';
import { treeHash } from './merkle.ts';

/** Hashes of a tile, entries of a bundle. */
export const WIDTH = 256;

/** What the files under `tile/` hold: hashes of a level, entries, or hints. */
export type Tiled = number | 'entries' | 'hints';

/** 5 → `005`, 1234067 → `x001/x234/067`; a tile that is not full has its width behind. */
export function tilePath(level: Tiled, n: number, count: number): string {
  const groups: string[] = [];
  for (
    let rest = n, prefix = '';
    groups.length === 0 || rest > 0;
    rest = Math.floor(rest / 1000), prefix = 'x'
  ) {
    groups.unshift(prefix + String(rest % 1000).padStart(3, '0'));
  }
  const partial = count < WIDTH ? `.p/${count}` : '';
  return `tile/${level}/${groups.join('/')}${partial}`;
}

/** The largest that a bundle of so many entries may be. */
export function bundleLimit(count: number): number {
  return count * (2 + 65_535);
}

/** How long a hash tile of so many hashes is. */
export function tileLength(count: number): number {
  return 32 * count;
}

/** `u16 length || entry`, exactly so many times. The entries are views of the bundle. */
export function parseBundle(bytes: Uint8Array, count: number): Uint8Array[] {
  const reader = new Reader(bytes);
  const entries = Array.from({ length: count }, () => {
    const length = reader.u16();
    if (length === 0) throw new Refusal(say.emptyEntry());
    return reader.take(length);
  });
  reader.end();
  return entries;
}

/** The other way. */
export function printBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap((entry) => [u16(entry.length), entry]));
}

/** `u16 length || hints`, for each entry of the bundle; undefined if the file is not of this form. */
export function parseHints(bytes: Uint8Array, count: number): Uint8Array[] | undefined {
  const hints = attempt(() => {
    const reader = new Reader(bytes);
    const own = Array.from({ length: count }, () => reader.take(reader.u16()));
    reader.end();
    return own;
  });
  return hints instanceof Refusal ? undefined : hints;
}

/** A hash tile that the entries give, to be compared with the file. */
export interface ExpectedTile {
  readonly level: number;
  readonly n: number;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Recomputes the hash tiles of all levels; holds one unfinished tile of each. */
export class TileBuilder {
  readonly #levels: { tiles: number; hashes: Uint8Array[] }[] = [];

  /** Begins behind full tiles of level 0 that are there already, of which these are the hashes. */
  constructor(full: readonly Uint8Array[] = []) {
    this.#levels.push({ tiles: full.length, hashes: [] });
    for (const hash of full) this.append(hash, 1);
  }

  /** Appends a leaf hash and returns the tiles that it completes. */
  append(hash: Uint8Array, level = 0): ExpectedTile[] {
    const at = (this.#levels[level] ??= { tiles: 0, hashes: [] });
    at.hashes.push(hash);
    if (at.hashes.length < WIDTH) return [];
    const { hashes } = at;
    const tile = expectedTile(level, at.tiles, hashes);
    at.tiles += 1;
    at.hashes = [];
    return [tile, ...this.append(treeHash(hashes), level + 1)];
  }

  /** The partial tiles at the end of the log. */
  rest(): ExpectedTile[] {
    return this.#levels.flatMap(({ tiles, hashes }, level) =>
      hashes.length === 0 ? [] : [expectedTile(level, tiles, hashes)],
    );
  }
}

function expectedTile(level: number, n: number, hashes: readonly Uint8Array[]): ExpectedTile {
  return { level, n, path: tilePath(level, n, hashes.length), bytes: concat(...hashes) };
}

/** The hash tiles that a log of this size has, level by level (spec §8.3). */
export function* tilesOf(size: number): Generator<{ level: number; n: number; count: number }> {
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / WIDTH))
    for (let n = 0; n * WIDTH < hashes; n += 1)
      yield { level, n, count: Math.min(WIDTH, hashes - n * WIDTH) };
}
