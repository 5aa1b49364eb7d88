/** Recheck of files of a board that were copied before: some at each poll, until all had their turn. @module */
import { tryParse, ParseFailure, equalBytes } from '../../crypto/bytes.ts';
import { LogFiles } from '../../board/log/files.ts';
import { judgeNote, parseCheckpoint } from '../../board/log/note.ts';
import { bundleLimit, tileLength, tilePath, tilesOf, TILE_WIDTH } from '../../board/log/tiles.ts';
import type { BoardReader } from '../../board/reader.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { Misbehaviour } from './misbehaviour.ts';
import type { Mirror } from './mirror.ts';
import { mirrorSentences } from './sentences.ts';

/** File of the board to read again. */
interface RecheckItem {
  readonly path: string;
  readonly limit: number;
  readonly judge: (source: BoardReader, log: LogFiles) => Promise<Misbehaviour | undefined>;
}

/** Number of files to prefetch. */
const PREFETCHED_FILES = 8;

export class Recheck {
  readonly #mirror: Mirror;
  #at = 0;

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  /**
   * Rechecks the next `count` files of the kept checkpoint, or all if there are fewer. Returns the faults. Rejects
   * with the errors of the source.
   */
  async next(source: BoardReader, count: number): Promise<Misbehaviour[]> {
    const items = this.#items();
    const log = new LogFiles(source, this.#mirror.hashes.size);
    const turn = Array.from(
      { length: Math.min(count, items.length) },
      (_, i) => items[(this.#at + i) % items.length]!,
    );
    const found: Misbehaviour[] = [];
    for (const [i, item] of turn.entries()) {
      for (const { path, limit } of turn.slice(i + 1, i + PREFETCHED_FILES)) source.prefetch?.(path, limit);
      const fault = await item.judge(source, log);
      if (fault) found.push(fault);
    }
    this.#at = items.length === 0 ? 0 : (this.#at + turn.length) % items.length;
    return found;
  }

  #items(): RecheckItem[] {
    const items: RecheckItem[] = [];
    for (const { level, n, count } of tilesOf(this.#mirror.hashes.size)) {
      if (level === 0)
        items.push({
          path: tilePath('entries', n, count),
          limit: bundleLimit(count),
          judge: (_, log) => this.#bundle(n, count, log),
        });
      items.push({
        path: tilePath(level, n, count),
        limit: tileLength(count),
        judge: (_, log) => this.#tile(level, n, count, log),
      });
    }
    for (const [path, limit] of this.#mirror.attached())
      items.push({ path, limit, judge: (source) => this.#attached(path, limit, source) });
    return items;
  }

  async #bundle(n: number, count: number, log: LogFiles): Promise<Misbehaviour | undefined> {
    const path = tilePath('entries', n, count);
    const there = await log.bundle(n);
    if (there instanceof ParseFailure) return this.#altered(there.file, there.says);
    return this.#mirror.hashes.matches(n, there)
      ? undefined
      : this.#altered(path, mirrorSentences.wrongEntries());
  }

  async #tile(level: number, n: number, count: number, log: LogFiles): Promise<Misbehaviour | undefined> {
    const path = tilePath(level, n, count);
    const bytes = await this.#mirror.store.read(path, tileLength(TILE_WIDTH));
    if (!bytes) return undefined; // lost by this mirror, not by the board
    const fault = await log.judgeTile({ level, n, path, bytes });
    return fault && this.#altered(fault.file, fault.says);
  }

  async #attached(path: string, limit: number, source: BoardReader): Promise<Misbehaviour | undefined> {
    const [here, there] = [await this.#mirror.store.read(path, limit), await source.read(path, limit)];
    if (!here) return undefined; // lost by this mirror, not by the board
    if (!there) return this.#altered(path, sentences.missingFile());
    if (equalBytes(here, there)) return undefined;
    return this.#otherNote(here, there) ?? this.#altered(path, mirrorSentences.changedFile(), there);
  }

  /** Returns a fork if the two checkpoints have the same size and different roots, and the log signed `served`. */
  #otherNote(kept: Uint8Array, served: Uint8Array): Misbehaviour | undefined {
    const notes = [kept, served].map((bytes) => tryParse(() => parseCheckpoint(bytes)));
    const [here, there] = notes;
    if (!here || !there || here instanceof ParseFailure || there instanceof ParseFailure) return undefined;
    const { signed } = judgeNote(there, this.#mirror.kept!.election.log);
    if (!signed || here.size !== there.size || equalBytes(here.root, there.root)) return undefined;
    return new Misbehaviour('fork', mirrorSentences.fork(here.size, there.size), { kept, served });
  }

  #altered(file: string, why: Sentence, served?: Uint8Array): Misbehaviour {
    return new Misbehaviour('altered', mirrorSentences.file(file, why), {
      kept: this.#mirror.kept?.note,
      served,
      file,
    });
  }
}
