/** Reading of all entries of a log that may grow, in order, with check 1.3 (spec §8.1, §8.3). @module */
import { leafHash } from '../board/log/merkle.ts';
import type { LogFiles } from '../board/log/files.ts';
import { KnownBundles } from '../board/log/known-bundles.ts';
import { type ExpectedTile, TILE_WIDTH, TileBuilder } from '../board/log/tiles.ts';
import { equalBytes, ParseFailure } from '../crypto/bytes.ts';
import type { Entry } from '../election/entry.ts';
import { ReadAhead } from '../election/read-ahead.ts';
import type { EntryContext } from '../election/state/state-machine.ts';
import type { Findings } from '../findings/findings.ts';
import { sentences } from '../findings/sentences.ts';

/** Entry with its leaf hash, the root of the log up to and including the entry, and the entries after it. */
export interface WalkedEntry extends Entry, EntryContext {
  readonly leaf: Uint8Array;
}

export class LogWalk {
  /** Log at the size of the last walk. */
  #log: LogFiles;
  readonly #findings: Findings;
  readonly #readAheadBytes: number;
  readonly #tiles = new TileBuilder();
  readonly #known = new KnownBundles();
  /** False once a bundle could not be read. No entry after that bundle can be judged. */
  #isComplete = true;

  /** `readAheadBytes`: number of bytes of the log up to which bundles are read ahead. */
  constructor(log: LogFiles, findings: Findings, readAheadBytes: number) {
    this.#log = log;
    this.#findings = findings;
    this.#readAheadBytes = readAheadBytes;
  }

  /**
   * Calls `visit` with the entries that were not visited before, in order, and judges the tiles that they
   * complete. Returns whether all entries of the log were read.
   */
  async advance(log: LogFiles, visit: (entry: WalkedEntry) => Promise<void>): Promise<boolean> {
    this.#log = log;
    const bundles = new ReadAhead(log, this.#readAheadBytes);
    for (let n = Math.floor(this.#tiles.size / TILE_WIDTH); this.#isComplete && n < log.bundles; n += 1) {
      if (this.#tiles.size === n * TILE_WIDTH) this.#findings.count('1.3'); // a partial bundle was counted before
      log.prefetchTile(n);
      const bundle = await bundles.bundle(n);
      if (bundle instanceof ParseFailure) {
        this.#findings.add('1.3', { file: bundle.file }, bundle.says);
        this.#isComplete = false;
      } else await this.#visitNew(n, bundle, bundles, visit);
    }
    return this.#isComplete;
  }

  /** Judges the partial tiles and the root. The findings hold only for the present size of the log. */
  async judgeEnd(root: Uint8Array): Promise<void> {
    await this.#judgeTiles(this.#tiles.partialTiles());
    this.#findings.count('1.3');
    if (!equalBytes(this.#tiles.root(), root))
      this.#findings.add('1.3', { file: 'checkpoint' }, sentences.wrongRoot());
  }

  /**
   * Reads bundle n again. Throws if its entries are not those that were visited. `next`: the bundle that will be
   * read after it.
   */
  async reread(n: number, next: number | undefined): Promise<readonly Uint8Array[]> {
    if (next !== undefined) this.#log.prefetchBundle(next);
    const bundle = await this.#log.bundle(n);
    const isKnown = !(bundle instanceof ParseFailure) && this.#known.isKnown(n, bundle.map(leafHash));
    if (!isKnown) throw new Error(`the board changed while it was read: bundle ${n}`);
    return bundle;
  }

  async #visitNew(
    n: number,
    bundle: readonly Uint8Array[],
    bundles: ReadAhead,
    visit: (entry: WalkedEntry) => Promise<void>,
  ): Promise<void> {
    for (const [i, bytes] of bundle.entries()) {
      const index = n * TILE_WIDTH + i;
      if (index < this.#tiles.size) continue; // visited when the bundle was partial
      const leaf = leafHash(bytes);
      this.#known.append(leaf);
      await this.#judgeTiles(this.#tiles.append(leaf));
      await visit({
        index,
        bytes,
        leaf,
        root: () => this.#tiles.root(),
        upcoming: (from) => bundles.entriesFrom(from),
      });
    }
  }

  async #judgeTiles(expected: readonly ExpectedTile[]): Promise<void> {
    for (const tile of expected) {
      this.#findings.count('1.3');
      const fault = await this.#log.judgeTile(tile);
      if (fault) this.#findings.add('1.3', { file: fault.file }, fault.says);
    }
  }
}
