/** Whether a board still has what it had: some of its files at a time, all of them in turn. @module */
import { attempt, Refusal, same } from '../../crypto/bytes.ts';
import { LogFiles } from '../../board/log/files.ts';
import { judgeNote, parseCheckpoint } from '../../board/log/note.ts';
import { bundleLimit, tileLength, tilePath, tilesOf, WIDTH } from '../../board/log/tiles.ts';
import type { BoardReader } from '../../board/reader.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import { Misbehaviour } from './misbehaviour.ts';
import type { Mirror } from './mirror.ts';
import { tell } from './sentences.ts';

/** Reads a file of the board again; gives what is wrong with it. */
interface Item {
  readonly path: string;
  readonly limit: number;
  readonly judge: (source: BoardReader, log: LogFiles) => Promise<Misbehaviour | undefined>;
}

/** Files that are begun before they are needed. */
const AHEAD = 8;

export class Recheck {
  readonly #mirror: Mirror;
  #at = 0;

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  /** The next so many files of the kept checkpoint, or all if there are fewer. Rejects as the source does. */
  async next(source: BoardReader, count: number): Promise<Misbehaviour[]> {
    const items = this.#items();
    const log = new LogFiles(source, this.#mirror.survey.size);
    const turn = Array.from(
      { length: Math.min(count, items.length) },
      (_, i) => items[(this.#at + i) % items.length]!,
    );
    const found: Misbehaviour[] = [];
    for (const [i, item] of turn.entries()) {
      for (const { path, limit } of turn.slice(i + 1, i + AHEAD)) source.soon?.(path, limit);
      const fault = await item.judge(source, log);
      if (fault) found.push(fault);
    }
    this.#at = items.length === 0 ? 0 : (this.#at + turn.length) % items.length;
    return found;
  }

  #items(): Item[] {
    const items: Item[] = [];
    for (const { level, n, count } of tilesOf(this.#mirror.survey.size)) {
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
    for (const [path, limit] of this.#mirror.attached)
      items.push({ path, limit, judge: (source) => this.#attached(path, limit, source) });
    return items;
  }

  async #bundle(n: number, count: number, log: LogFiles): Promise<Misbehaviour | undefined> {
    const path = tilePath('entries', n, count);
    const there = await log.bundle(n);
    if (there instanceof Refusal) return this.#altered(there.file, there.says);
    return this.#mirror.survey.fits(n, there) ? undefined : this.#altered(path, tell.otherEntries());
  }

  async #tile(level: number, n: number, count: number, log: LogFiles): Promise<Misbehaviour | undefined> {
    const path = tilePath(level, n, count);
    const bytes = await this.#mirror.store.read(path, tileLength(WIDTH));
    if (!bytes) return undefined; // it is this mirror's loss
    const fault = await log.judgeTile({ level, n, path, bytes });
    return fault && this.#altered(fault.file, fault.says);
  }

  async #attached(path: string, limit: number, source: BoardReader): Promise<Misbehaviour | undefined> {
    const [here, there] = [await this.#mirror.store.read(path, limit), await source.read(path, limit)];
    if (!here) return undefined; // it is this mirror's loss
    if (!there) return this.#altered(path, say.missingFile());
    if (same(here, there)) return undefined;
    return this.#otherNote(here, there) ?? this.#altered(path, tell.otherBytes(), there);
  }

  /** Another checkpoint of one mark is another history, if the log signed it. */
  #otherNote(kept: Uint8Array, served: Uint8Array): Misbehaviour | undefined {
    const notes = [kept, served].map((bytes) => attempt(() => parseCheckpoint(bytes)));
    const [here, there] = notes;
    if (!here || !there || here instanceof Refusal || there instanceof Refusal) return undefined;
    const { signed } = judgeNote(there, this.#mirror.kept!.election.log);
    if (!signed || here.size !== there.size || same(here.root, there.root)) return undefined;
    return new Misbehaviour('fork', tell.fork(here.size, there.size), { kept, served });
  }

  #altered(file: string, why: Sentence, served?: Uint8Array): Misbehaviour {
    return new Misbehaviour('altered', tell.file(file, why), { kept: this.#mirror.kept?.note, served, file });
  }
}
