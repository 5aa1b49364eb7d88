/**
 * Mirror: a copy of a board that only grows. Every file belongs to a signed and witnessed checkpoint that
 * continues the one kept before; this is checked before a file is written (spec §8.3, §8.11).
 * @module
 */
import type { BoardReader } from '../../board/reader.ts';
import { equalBytes } from '../../crypto/bytes.ts';
import type { Election } from '../../election/election.ts';
import { AttachmentSearch, startOfLog } from './attachment-search.ts';
import type { Attachment } from './attachments.ts';
import { type CopiedAttachments, FileCopy } from './file-copy.ts';
import { judgeBoard } from './judge-board.ts';
import { type KeptCheckpoint, readKept } from './kept-checkpoint.ts';
import { planRefresh, type RefreshPlan } from './plan.ts';
import type { MirrorState } from './state.ts';
import type { MirrorStore } from './store.ts';
import { TileHashes } from './tile-hashes.ts';

export interface MirrorOptions {
  /** Hash of the expected manifest, E. */
  readonly manifestHash?: Uint8Array | undefined;
  /** Called with the number of entries checked so far, and the number of all entries. */
  readonly progress?: (done: number, size: number) => void;
}

export interface Refreshed {
  /** Whether a file was written. */
  readonly changed: boolean;
  readonly size: number;
  /** Whether a file arrived that was missing at an earlier refresh. */
  readonly late: boolean;
  /** Blobs and checkpoints of marks that the log asks for and the board does not have. */
  readonly missing: readonly string[];
}

const none: CopiedAttachments = { present: [], missing: [] };

export class Mirror {
  readonly store: MirrorStore;
  readonly #options: MirrorOptions;
  #state: MirrorState = {
    kept: undefined,
    hashes: new TileHashes(),
    checkedSize: 0,
    position: startOfLog,
    missing: [],
    atEnd: none,
  };
  /** Maximum length of each attachment in the mirror that stays one however the board grows, by path. */
  readonly #attached = new Map<string, number>();

  constructor(store: MirrorStore, options: MirrorOptions = {}) {
    this.store = store;
    this.#options = options;
  }

  get kept(): KeptCheckpoint | undefined {
    return this.#state.kept;
  }

  /** Yields the paths of the attachments in the mirror, with the maximum length of each. */
  *attached(): Generator<readonly [string, number]> {
    yield* this.#attached;
    for (const { path, limit } of this.#state.atEnd.present) yield [path, limit];
  }

  /** Hashes of the kept log. */
  get hashes(): TileHashes {
    return this.#state.hashes;
  }

  /** Reads the state from the store. Throws UnreadableError if the store is damaged beyond repair. */
  async open(): Promise<void> {
    const kept = await readKept(this.store, this.#options.manifestHash);
    this.#state = { ...this.#state, kept };
    if (!kept) return;
    const { size, root } = kept.checkpoint;
    const hashes = await new TileHashes().extend(this.store, size);
    // If the hashes are damaged, the next refresh reads them from the board.
    if (hashes instanceof TileHashes && equalBytes(hashes.root(), root))
      this.#state = { ...this.#state, hashes };
  }

  /**
   * Copies the new files of the board. Throws Misbehaviour and leaves the kept files unchanged; NoBoardError if
   * there was never a board; and the errors of the source. After a failure the next refresh starts over.
   */
  async refresh(source: BoardReader): Promise<Refreshed> {
    const judged = await judgeBoard(source, this.store, this.#state, this.#options.manifestHash);
    return this.#apply(planRefresh(this.#state, judged), judged.served.election, source);
  }

  async #apply(
    { retry, copyFrom, newCheckpoint, next }: RefreshPlan,
    election: Election,
    source: BoardReader,
  ): Promise<Refreshed> {
    const copy = new FileCopy(this.store, source, this.kept?.note);
    const { progress = () => undefined } = this.#options;
    const { size } = next.hashes;
    const search = new AttachmentSearch(election, this.#state.position);
    const retried = await copy.copyAttachments(retry);
    const copied =
      copyFrom === undefined ? none : await copy.copyLog(next.hashes, copyFrom, search, progress);
    const atEnd = await copy.copyAttachments(search.atEnd());
    // Write the checkpoint last: until then the mirror is a board at the kept checkpoint.
    if (newCheckpoint) await copy.write('checkpoint', newCheckpoint);
    const missing = [...retried.missing, ...copied.missing];
    const isEndLate = this.#state.atEnd.missing.length > 0 && atEnd.present.length > 0;
    this.#state = { ...next, position: search.position, missing, atEnd };
    this.#addAttached(retried.present);
    this.#addAttached(copied.present);
    if (copyFrom !== undefined) await this.store.sweep(size);
    const late = retried.present.length > 0 || isEndLate;
    const paths = [...missing, ...atEnd.missing].map(({ path }) => path);
    return { changed: copy.hasWritten || late, size, late, missing: paths };
  }

  #addAttached(attachments: readonly Attachment[]): void {
    for (const { path, limit } of attachments) this.#attached.set(path, limit);
  }
}
