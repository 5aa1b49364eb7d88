/**
 * Copy of a board's files into a mirror. A file that is in the mirror and right stays; any other is read from
 * the board and checked before it is written (spec §8.3, §8.11).
 * @module
 */
import { type FileFailure, LogFiles } from '../../board/log/files.ts';
import { CompactRange, leafHash } from '../../board/log/merkle.ts';
import {
  type ExpectedTile,
  printBundle,
  TILE_WIDTH,
  TileBuilder,
  tileLength,
  tilePath,
} from '../../board/log/tiles.ts';
import type { BoardReader } from '../../board/reader.ts';
import { equalBytes, ParseFailure } from '../../crypto/bytes.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import type { AttachmentSearch } from './attachment-search.ts';
import type { Attachment } from './attachments.ts';
import { Misbehaviour } from './misbehaviour.ts';
import { mirrorSentences } from './sentences.ts';
import type { MirrorStore } from './store.ts';
import type { TileHashes } from './tile-hashes.ts';

/** Number of files to prefetch. */
const PREFETCHED_FILES = 8;

/** Attachments that are in the mirror, and those that the board does not have. */
export interface CopiedAttachments {
  readonly present: readonly Attachment[];
  readonly missing: readonly Attachment[];
}

export class FileCopy {
  readonly #store: MirrorStore;
  readonly #source: BoardReader;
  /** Checkpoint file that the mirror kept before, which becomes evidence if the board misbehaves. */
  readonly #keptNote: Uint8Array | undefined;
  #hasWritten = false;

  constructor(store: MirrorStore, source: BoardReader, keptNote: Uint8Array | undefined) {
    this.#store = store;
    this.#source = source;
    this.#keptNote = keptNote;
  }

  /** Whether any file was written. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    await this.#store.write(path, bytes);
    this.#hasWritten = true;
  }

  /**
   * Copies attachments. An attachment that the board lacks, or has with other bytes, is returned as missing; the
   * verifier judges the consequences.
   */
  async copyAttachments(attachments: readonly Attachment[]): Promise<CopiedAttachments> {
    const present: Attachment[] = [];
    const wanted: Attachment[] = [];
    const missing: Attachment[] = [];
    for (const attachment of attachments) {
      const here = await this.#store.read(attachment.path, attachment.limit);
      if (here && attachment.isRight(here)) present.push(attachment);
      else wanted.push(attachment);
    }
    for (const [i, attachment] of wanted.entries()) {
      const { path, limit, isRight } = attachment;
      for (const next of wanted.slice(i + 1, i + PREFETCHED_FILES))
        this.#source.prefetch?.(next.path, next.limit);
      const there = await this.#source.read(path, limit);
      if (there && isRight(there)) {
        await this.write(path, there);
        present.push(attachment);
      } else missing.push(attachment);
    }
    return { present, missing };
  }

  /**
   * Copies bundles and tiles of the log, and the attachments of the entries from `first` on, at which the search
   * begins. Entries must agree with `hashes`. Files of full bundles before `first` are skipped. Throws Misbehaviour
   * if a file is faulty.
   */
  async copyLog(
    hashes: TileHashes,
    first: number,
    search: AttachmentSearch,
    progress: (done: number, size: number) => void,
  ): Promise<CopiedAttachments> {
    const { size } = hashes;
    const firstBundle = Math.floor(first / TILE_WIDTH);
    const skipped = hashes.full.slice(0, firstBundle);
    const logs = { here: new LogFiles(this.#store, size), there: new LogFiles(this.#source, size) };
    const tiles = new TileBuilder(skipped);
    const tree = new CompactRange();
    for (const hash of skipped) tree.append(hash, TILE_WIDTH);
    const present: Attachment[] = [];
    const missing: Attachment[] = [];
    for (let n = firstBundle; n < logs.there.bundles; n += 1) {
      const attachments: Attachment[] = [];
      for (const [i, entry] of (await this.#copyBundle(n, logs, hashes)).entries()) {
        const leaf = leafHash(entry);
        const index = n * TILE_WIDTH + i;
        tree.append(leaf);
        for (const tile of tiles.append(leaf)) await this.#copyTile(tile, logs.there);
        if (index >= first) attachments.push(...(await search.next(entry, index, () => tree.root())));
      }
      const copied = await this.copyAttachments(attachments);
      present.push(...copied.present);
      missing.push(...copied.missing);
      progress(tree.size, size);
    }
    for (const tile of tiles.partialTiles()) await this.#copyTile(tile, logs.there);
    return { present, missing };
  }

  async #copyBundle(
    n: number,
    { here, there }: { readonly here: LogFiles; readonly there: LogFiles },
    hashes: TileHashes,
  ): Promise<readonly Uint8Array[]> {
    const own = await here.bundle(n);
    if (!(own instanceof ParseFailure) && hashes.matches(n, own)) return own;
    for (let next = n + 1; next <= n + 2; next += 1) there.prefetchBundle(next);
    const path = tilePath('entries', n, Math.min(TILE_WIDTH, there.size - n * TILE_WIDTH));
    const bundle = await there.bundle(n);
    if (bundle instanceof ParseFailure) throw this.#faulty(bundle);
    if (!hashes.matches(n, bundle)) throw this.#faulty({ file: path, says: mirrorSentences.wrongEntries() });
    await this.write(path, printBundle(bundle));
    return bundle;
  }

  /** Writes a tile if the mirror lacks it. Tiles of level 0 are not read again: `hashes` was read from them. */
  async #copyTile(tile: ExpectedTile, there: LogFiles): Promise<void> {
    const here = await this.#store.read(tile.path, tileLength(TILE_WIDTH));
    if (here && equalBytes(here, tile.bytes)) return;
    const fault = tile.level === 0 ? undefined : await there.judgeTile(tile);
    if (fault) throw this.#faulty(fault);
    await this.write(tile.path, tile.bytes);
  }

  #faulty({ file, says }: Pick<FileFailure, 'file'> & { readonly says: Sentence }): Misbehaviour {
    return new Misbehaviour('altered', mirrorSentences.file(file, says), { kept: this.#keptNote, file });
  }
}
