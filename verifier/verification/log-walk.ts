/** Reading of all entries of a log that may grow, in order, with check 1.3 (spec §8.1, §8.3). @module */
import { CompactRange, type Hash, leafHash } from '../board/log/merkle.ts';
import type { LogFiles } from '../board/log/files.ts';
import { KnownBundles } from '../board/log/known-bundles.ts';
import { type ExpectedTile, TILE_WIDTH, TileBuilder } from '../board/log/tiles.ts';
import { equalBytes, ParseFailure } from '../crypto/bytes.ts';
import type { Entry } from '../election/entry.ts';
import { ReadAhead } from '../election/read-ahead.ts';
import type { EntryContext } from '../election/state/state-machine.ts';
import type { Findings } from '../findings/findings.ts';
import { sentences } from '../findings/sentences.ts';

export interface WalkOptions {
  /** Number of bytes of the log up to which bundles are read ahead. */
  readonly readAheadBytes: number;
  readonly sha256: Hash | undefined;
}

/** Entry with its leaf hash, the root of the log up to and including the entry, and the entries after it. */
export interface WalkedEntry extends Entry, EntryContext {
  readonly leaf: Uint8Array;
}

export class LogWalk {
  /** Log at the size of the last walk. */
  #log: LogFiles;
  readonly #findings: Findings;
  readonly #options: WalkOptions;
  readonly #tree = new CompactRange();
  readonly #tiles = new TileBuilder();
  readonly #known: KnownBundles;
  /** False once a bundle could not be read. No entry after that bundle can be judged. */
  #isComplete = true;

  constructor(log: LogFiles, findings: Findings, options: WalkOptions) {
    this.#log = log;
    this.#findings = findings;
    this.#options = options;
    this.#known = new KnownBundles(options.sha256);
  }

  /**
   * Calls `visit` with the entries that were not visited before, in order, and judges the tiles that they
   * complete. Returns whether all entries of the log were read.
   */
  async advance(log: LogFiles, visit: (entry: WalkedEntry) => Promise<void>): Promise<boolean> {
    this.#log = log;
    const bundles = new ReadAhead(log, this.#options.readAheadBytes);
    for (let n = Math.floor(this.#tree.size / TILE_WIDTH); this.#isComplete && n < log.bundles; n += 1) {
      if (this.#tree.size === n * TILE_WIDTH) this.#findings.count('1.3'); // a partial bundle was counted before
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
    if (!equalBytes(this.#tree.root(), root))
      this.#findings.add('1.3', { file: 'checkpoint' }, sentences.wrongRoot());
  }

  /**
   * Reads bundle n again. Throws if its entries are not those that were visited. `next`: the bundle that will be
   * read after it.
   */
  async reread(n: number, next: number | undefined): Promise<readonly Uint8Array[]> {
    if (next !== undefined) this.#log.prefetchBundle(next);
    const bundle = await this.#log.bundle(n);
    const isKnown = !(bundle instanceof ParseFailure) && this.#known.isKnown(n, bundle.map(this.#leafHash));
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
      if (index < this.#tree.size) continue; // visited when the bundle was partial
      const leaf = this.#leafHash(bytes);
      this.#tree.append(leaf);
      this.#known.append(leaf);
      await this.#judgeTiles(this.#tiles.append(leaf));
      await visit({
        index,
        bytes,
        leaf,
        root: () => this.#tree.root(),
        upcoming: (from) => bundles.entriesFrom(from),
      });
    }
  }

  readonly #leafHash = (entry: Uint8Array): Uint8Array => leafHash(entry, this.#options.sha256);

  async #judgeTiles(expected: readonly ExpectedTile[]): Promise<void> {
    for (const tile of expected) {
      this.#findings.count('1.3');
      const fault = await this.#log.judgeTile(tile);
      if (fault) this.#findings.add('1.3', { file: fault.file }, fault.says);
    }
  }
}
