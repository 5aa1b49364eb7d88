/** Reader of the board's files over HTTP (spec §8.3). It does not verify their contents. @module */

import { toHex } from '#crypto/bytes.ts';
import { parseBundle, tilePath, TILE_WIDTH } from '#crypto/log/tile.ts';
import { MAX_BLOB_LENGTH } from '#crypto/entry/entry.ts';
import { demand, fault, isFault, must } from '../contract/faults.ts';
import { readFile } from '../api/http.ts';

const MAX_CHECKPOINT_BYTES = 65_536;
const MAX_BUNDLE_BYTES = TILE_WIDTH * 65_537;
const HASH_BYTES = 32;

export class BoardFiles {
  readonly #url: string;

  /** `url` has no trailing slash. */
  constructor(url: string) {
    this.#url = url;
  }

  checkpoint(): Promise<Uint8Array> {
    return this.#read('checkpoint', MAX_CHECKPOINT_BYTES, 'no-store');
  }

  blob(hash: Uint8Array): Promise<Uint8Array> {
    return this.#read(`blob/${toHex(hash)}`, MAX_BLOB_LENGTH);
  }

  /** Reads the hashes of a tile in a tree of `size` entries, concatenated. */
  async tile(level: number, tile: number, size: number): Promise<Uint8Array> {
    const width = widthOf(Math.floor(size / TILE_WIDTH ** level), tile);
    const { bytes } = await this.#tiled(level, tile, width, HASH_BYTES * TILE_WIDTH);
    demand(bytes.length >= HASH_BYTES * width && bytes.length % HASH_BYTES === 0, 'pin-root');
    return bytes.subarray(0, HASH_BYTES * width);
  }

  /** Reads the entries of a bundle in a log of `size` entries. */
  async bundle(tile: number, size: number): Promise<Uint8Array[]> {
    const width = widthOf(size, tile);
    const { bytes, width: found } = await this.#tiled('entries', tile, width, MAX_BUNDLE_BYTES);
    return must('pin-root', () => parseBundle(bytes, found)).slice(0, width);
  }

  /**
   * Reads a partial file or, if it is gone, the full file, which replaces it and contains the same hashes or entries.
   */
  async #tiled(
    kind: number | 'entries',
    tile: number,
    width: number,
    limit: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly width: number }> {
    const read = async (found: number): Promise<{ bytes: Uint8Array; width: number }> => ({
      bytes: await this.#read(tilePath(kind, tile, found), limit),
      width: found,
    });
    return read(width).catch((error: unknown) => {
      if (width === TILE_WIDTH || !isFault(error, 'board-missing')) throw error;
      return read(TILE_WIDTH);
    });
  }

  async #read(path: string, limit: number, cache: RequestCache = 'default'): Promise<Uint8Array> {
    const { status, bytes } = await readFile(`${this.#url}/${path}`, { limit, cache });
    if (status === 404) throw fault('board-missing');
    if (status !== 200) throw fault('network');
    return bytes;
  }
}

const widthOf = (count: number, tile: number): number => Math.min(TILE_WIDTH, count - tile * TILE_WIDTH);
