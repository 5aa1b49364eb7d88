/**
 * A copy of a board that grows with it, and only with it: whatever is kept is proven to belong to a signed and
 * witnessed checkpoint that continues the one kept before (spec §8.3, §8.11).
 * @module
 */
import { tryParse, ParseFailure, equalBytes } from '../../crypto/bytes.ts';
import type { Election } from '../../election/election.ts';
import { LogFiles } from '../../board/log/files.ts';
import { CompactRange, leafHash } from '../../board/log/merkle.ts';
import { judgeNote, MAX_NOTE_BYTES, parseCheckpoint } from '../../board/log/note.ts';
import { makePrefixProof, prefixProofRoots } from '../../board/log/prefix-proof.ts';
import {
  type ExpectedTile,
  printBundle,
  tileLength,
  tilePath,
  TileBuilder,
  TILE_WIDTH,
} from '../../board/log/tiles.ts';
import type { BoardReader } from '../../board/reader.ts';
import { sentences } from '../../findings/sentences.ts';
import { NoBoardError } from '../../verification/verify.ts';
import { type Attachment, attachmentOf } from './attachments.ts';
import { readElection, type KeptCheckpoint, readKept } from './kept-checkpoint.ts';
import { Misbehaviour } from './misbehaviour.ts';
import { mirrorSentences } from './sentences.ts';
import type { MirrorStore } from './store.ts';
import { readLeafHashes, TileHashes } from './tile-hashes.ts';

export interface MirrorOptions {
  /** E, if it is known from elsewhere. */
  readonly manifestHash?: Uint8Array | undefined;
  /** Entries that were looked at, of how many. */
  readonly progress?: (done: number, size: number) => void;
}

export interface Refreshed {
  /** Whether any file is there now that was not there before. */
  readonly changed: boolean;
  readonly size: number;
  /** Whether one has come that entries named which were here before. */
  readonly late: boolean;
  /** Blobs and checkpoints of marks that entries name and the board does not have. */
  readonly missing: readonly string[];
}

/** Files that are begun before they are needed. */
const PREFETCHED_FILES = 8;

export class Mirror {
  readonly store: MirrorStore;
  readonly #options: MirrorOptions;
  #kept: KeptCheckpoint | undefined;
  #survey = new TileHashes();
  /** Entries whose files are known to be here: none at first, so that the first refresh looks at all of them. */
  #walked = 0;
  #missing: readonly Attachment[] = [];
  /** Of all entries that were walked: how long each may be. */
  readonly #attached = new Map<string, number>();
  #wrote = false;
  /** Until it was told, whichever refresh is the one that succeeds. */
  #late = false;

  constructor(store: MirrorStore, options: MirrorOptions = {}) {
    this.store = store;
    this.#options = options;
  }

  get kept(): KeptCheckpoint | undefined {
    return this.#kept;
  }

  /** Files that entries name, but those that the board did not have, and how long each may be. */
  get attached(): ReadonlyMap<string, number> {
    return this.#attached;
  }

  /** The hashes of what is kept. */
  get hashes(): TileHashes {
    return this.#survey;
  }

  /** Reads what is here. Unreadable if it is damaged beyond mending. */
  async open(): Promise<void> {
    this.#kept = await readKept(this.store, this.#options.manifestHash);
    if (!this.#kept) return;
    const { size, root } = this.#kept.checkpoint;
    const survey = await new TileHashes().extend(this.store, size);
    // Damaged hashes are brought in again.
    if (survey instanceof TileHashes && equalBytes(survey.root(), root)) this.#survey = survey;
  }

  /**
   * Takes over what is new. Throws Misbehaviour, and nothing that was kept has changed; NoBoard if none was ever seen;
   * whatever the source throws when it cannot be read.
   */
  async refresh(source: BoardReader): Promise<Refreshed> {
    this.#wrote = false;
    const note = await source.read('checkpoint', MAX_NOTE_BYTES);
    if (!note && !this.#kept) throw new NoBoardError('no checkpoint');
    if (!note) throw this.#misbehaviour('altered', mirrorSentences.checkpointGone(), { file: 'checkpoint' });
    const next = await this.#judged(note, source);
    const { checkpoint } = next;
    const before = this.#kept?.checkpoint;
    if (before && checkpoint.size < before.size) throw await this.#smaller(next);
    if (before && checkpoint.size === before.size && !equalBytes(checkpoint.root, before.root))
      throw this.#misbehaviour('fork', mirrorSentences.fork(before.size, before.size), { served: note });
    const lacked = this.#missing.length;
    this.#missing = await this.#attach(source, this.#missing);
    this.#late ||= this.#missing.length < lacked;
    if (!before || checkpoint.size > before.size || this.#walked === 0) {
      const survey = await this.#grown(source, next);
      const missing = await this.#walk(source, survey, checkpoint.size);
      // It comes last: until then the mirror is the board of the checkpoint before.
      if (!before || checkpoint.size > before.size) await this.#write('checkpoint', note);
      this.#kept = before && checkpoint.size === before.size ? this.#kept : next;
      this.#survey = survey;
      this.#missing = [...this.#missing, ...missing];
      this.#walked = checkpoint.size;
      await this.store.sweep(checkpoint.size);
    }
    const late = this.#late;
    this.#late = false;
    return {
      changed: this.#wrote || late,
      size: checkpoint.size,
      late,
      missing: this.#missing.map(({ path }) => path),
    };
  }

  #misbehaviour(
    deed: Misbehaviour['kind'],
    says: Misbehaviour['says'],
    exhibit: Misbehaviour['evidence'],
  ): Misbehaviour {
    return new Misbehaviour(deed, says, { kept: this.#kept?.note, ...exhibit });
  }

  /** The checkpoint that is served, if it is of the election's log and witnessed. */
  async #judged(note: Uint8Array, source: BoardReader): Promise<KeptCheckpoint> {
    const checkpoint = tryParse(() => parseCheckpoint(note));
    if (checkpoint instanceof ParseFailure)
      throw this.#misbehaviour('unsigned', mirrorSentences.checkpoint(checkpoint.says), { served: note });
    const election: Election =
      this.#kept?.election ?? (await readElection(source, checkpoint, this.#options.manifestHash));
    const { signed, witnessed } = judgeNote(checkpoint, election.log);
    if (!signed)
      throw this.#misbehaviour('unsigned', mirrorSentences.checkpoint(sentences.notSignedByLog()), {
        served: note,
      });
    if (!witnessed)
      throw this.#misbehaviour('unwitnessed', mirrorSentences.checkpoint(sentences.notWitnessed()), {
        served: note,
      });
    return { note, checkpoint, election };
  }

  /** What a smaller checkpoint than the one that was kept is. */
  async #smaller({ note, checkpoint }: KeptCheckpoint): Promise<Misbehaviour> {
    const large = this.#kept!.checkpoint;
    const proof = await makePrefixProof(checkpoint.size, large.size, readLeafHashes(this.store, large.size));
    if (equalBytes(prefixProofRoots(checkpoint.size, large.size, proof)!.old, checkpoint.root))
      return this.#misbehaviour('rewind', mirrorSentences.rewind(checkpoint.size, large.size), {
        served: note,
      });
    return this.#misbehaviour('fork', mirrorSentences.fork(checkpoint.size, large.size), {
      served: note,
      proof,
    });
  }

  /** The hashes of the new checkpoint, of which those that were kept are the beginning. */
  async #grown(source: BoardReader, { note, checkpoint }: KeptCheckpoint): Promise<TileHashes> {
    const { size, root } = checkpoint;
    const quick = await this.#survey.extend(source, size);
    if (
      quick instanceof TileHashes &&
      equalBytes(quick.root(), root) &&
      this.#survey.size === (this.#kept?.checkpoint.size ?? 0)
    )
      return quick;
    const old = this.#kept?.checkpoint;
    try {
      const proof = await makePrefixProof(old?.size ?? 0, size, readLeafHashes(source, size));
      const roots = prefixProofRoots(old?.size ?? 0, size, proof)!;
      if (!equalBytes(roots.next, root))
        throw this.#misbehaviour('altered', mirrorSentences.wrongHashes(), { served: note });
      if (old && !equalBytes(roots.old, old.root))
        throw this.#misbehaviour('fork', mirrorSentences.fork(old.size, size), { served: note, proof });
      const whole = await new TileHashes().extend(source, size);
      if (whole instanceof ParseFailure) throw whole;
      if (!whole || !equalBytes(whole.root(), root))
        throw this.#misbehaviour('altered', mirrorSentences.wrongHashes(), { served: note });
      return whole;
    } catch (error) {
      throw this.#ofFile(error, note);
    }
  }

  /** A file of the board's log that is wrong, as what the board did. */
  #ofFile(error: unknown, served: Uint8Array): unknown {
    if (!(error instanceof ParseFailure)) return error;
    const file = 'file' in error ? String(error.file) : 'checkpoint';
    return this.#misbehaviour('altered', mirrorSentences.file(file, error.says), { served, file });
  }

  /** Every file behind those that are known to be here, from here if it is right and else from the board. */
  async #walk(source: BoardReader, survey: TileHashes, size: number): Promise<Attachment[]> {
    const first = Math.floor(this.#walked / TILE_WIDTH);
    const own = new LogFiles(this.store, size);
    const log = new LogFiles(source, size);
    const done = survey.full.slice(0, first);
    const tiles = new TileBuilder(done);
    const tree = new CompactRange();
    const missing: Attachment[] = [];
    for (const hash of done) tree.append(hash, TILE_WIDTH);
    for (let n = first; n < log.bundles; n += 1) {
      const attachments: Attachment[] = [];
      for (const [i, entry] of (await this.#bundle(n, own, log, survey)).entries()) {
        const leaf = leafHash(entry);
        const index = n * TILE_WIDTH + i;
        tree.append(leaf);
        for (const tile of tiles.append(leaf)) await this.#tile(tile, log);
        const attachment = index < this.#walked ? undefined : attachmentOf(entry, index, () => tree.root());
        if (attachment) attachments.push(attachment);
      }
      missing.push(...(await this.#attach(source, attachments)));
      this.#options.progress?.(tree.size, size);
    }
    for (const tile of tiles.partialTiles()) await this.#tile(tile, log);
    return missing;
  }

  async #bundle(n: number, own: LogFiles, log: LogFiles, survey: TileHashes): Promise<readonly Uint8Array[]> {
    const here = await own.bundle(n);
    if (!(here instanceof ParseFailure) && survey.matches(n, here)) return here;
    for (let next = n + 1; next <= n + 2; next += 1) log.prefetchBundle(next, false);
    const count = Math.min(TILE_WIDTH, log.size - n * TILE_WIDTH);
    const path = tilePath('entries', n, count);
    const there = await log.bundle(n);
    if (there instanceof ParseFailure)
      throw this.#misbehaviour('altered', mirrorSentences.file(there.file, there.says), { file: there.file });
    if (!survey.matches(n, there))
      throw this.#misbehaviour('altered', mirrorSentences.file(path, mirrorSentences.wrongEntries()), {
        file: path,
      });
    await this.#write(path, printBundle(there));
    return there;
  }

  /** Those of level 0 were read for the survey, and are the ones that the entries give. */
  async #tile(tile: ExpectedTile, log: LogFiles): Promise<void> {
    const here = await this.store.read(tile.path, tileLength(TILE_WIDTH));
    if (here && equalBytes(here, tile.bytes)) return;
    const fault = tile.level === 0 ? undefined : await log.judgeTile(tile);
    if (fault)
      throw this.#misbehaviour('altered', mirrorSentences.file(fault.file, fault.says), { file: fault.file });
    await this.#write(tile.path, tile.bytes);
  }

  /** What the board does not have as it should be is missing here, too, and given back: the verifier says what that means. */
  async #attach(source: BoardReader, attachments: readonly Attachment[]): Promise<Attachment[]> {
    const missing: Attachment[] = [];
    const wanted: Attachment[] = [];
    for (const attachment of attachments) {
      const here = await this.store.read(attachment.path, attachment.limit);
      if (!here || !attachment.isRight(here)) wanted.push(attachment);
      else this.#attached.set(attachment.path, attachment.limit);
    }
    for (const [i, attachment] of wanted.entries()) {
      const { path, limit, isRight } = attachment;
      for (const next of wanted.slice(i + 1, i + PREFETCHED_FILES)) source.prefetch?.(next.path, next.limit);
      const there = await source.read(path, limit);
      if (there && isRight(there)) {
        await this.#write(path, there);
        this.#attached.set(path, limit);
      } else missing.push(attachment);
    }
    return missing;
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    await this.store.write(path, bytes);
    this.#wrote = true;
  }
}
