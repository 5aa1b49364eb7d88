/** Clock marks, and the witnessed checkpoint of each mark (spec §8.6). @module */
import { tryParse, ParseFailure, equalBytes } from '../../crypto/bytes.ts';
import { type Entry, openSigned } from '../entry.ts';
import { isKind } from '../kinds.ts';
import {
  type Checkpoint,
  signatureClaims,
  isSigned,
  MAX_NOTE_BYTES,
  parseCheckpoint,
  witnessTimes,
} from '../../board/log/note.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { precheckSignatures } from '../../crypto/signatures.ts';
import type { Context } from './context.ts';

const MAX_GAP_SECONDS = 120n;
const MAX_SKEW_SECONDS = 300n;
/** Number of checkpoints of later marks to prefetch. */
const PREFETCHED_CHECKPOINTS = 4;

export class Clock {
  readonly #context: Context;
  #last: { readonly index: number; readonly time: bigint } | undefined;
  /** Index of the last clock mark, valid or not. */
  #lastMark = -1;
  /** Index up to which the entries were searched for later marks. */
  #searched = 0;
  /** Indexes of the later marks whose checkpoints were prefetched. */
  readonly #prefetched: number[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  /** Time of the last valid mark. Undefined before the first. */
  get now(): bigint | undefined {
    return this.#last?.time;
  }

  /** Index of the last valid mark. */
  get at(): number | undefined {
    return this.#last?.index;
  }

  /** Prefetches the checkpoints of the next marks among the entries in memory. */
  prefetchCheckpoints({ index }: Entry, upcoming: (from: number) => Iterable<Entry>): void {
    if (this.#prefetched[0] === index) this.#prefetched.shift();
    this.#searched = Math.max(this.#searched, index + 1);
    if (this.#prefetched.length >= PREFETCHED_CHECKPOINTS) return;
    for (const next of upcoming(this.#searched)) {
      this.#searched = next.index + 1;
      if (!isKind(next.bytes, 'clock')) continue;
      this.#context.board.prefetch?.(checkpointPath(next.index + 1), MAX_NOTE_BYTES);
      if (this.#prefetched.push(next.index) >= PREFETCHED_CHECKPOINTS) return;
    }
  }

  /** Judges a mark. `root`: root of the log up to and including the mark. Returns whether the mark is valid. */
  async judgeMark({ index, bytes }: Entry, root: Uint8Array): Promise<boolean> {
    const { election, findings } = this.#context;
    this.#lastMark = index;
    findings.count('7.1');
    const read = openSigned(election, bytes, (reader) => reader.u64());
    if (read instanceof ParseFailure) return this.#reportVoid(index, read);
    await precheckSignatures(() => [read.claimOf(election.board)]);
    if (!read.signedBy(election.board))
      return this.#reportVoid(index, new ParseFailure(sentences.badSignature()));
    const time = read.body;
    if (this.#last && time < this.#last.time)
      return this.#reportVoid(index, new ParseFailure(sentences.clockWentBack()));
    this.#judgeGap(index, time);
    this.#last = { index, time };
    await this.#judgeCheckpoint(index + 1, time, root);
    return true;
  }

  /** Checks that the last entry is a mark. If that mark is void, its finding was added before. */
  finish(size: number): void {
    const { findings } = this.#context;
    if (size < 2 || this.#lastMark !== size - 1)
      findings.add('7.1', { entry: size - 1 }, sentences.lastIsNoMark());
  }

  /** Adds the finding that entry 1 is no clock mark. */
  reportMissingFirstMark(): void {
    this.#context.findings.add('7.1', { entry: 1 }, sentences.firstIsNoMark());
  }

  #reportVoid(index: number, { says }: ParseFailure): boolean {
    this.#context.findings.add('7.1', { entry: index }, says);
    return false;
  }

  #judgeGap(index: number, time: bigint): void {
    if (!this.#last || index === this.#last.index + 1) return;
    const { findings } = this.#context;
    findings.count('7.3');
    const gap = time - this.#last.time;
    if (gap > MAX_GAP_SECONDS) findings.add('7.3', { entry: index }, sentences.clockGap(gap));
  }

  async #judgeCheckpoint(size: number, time: bigint, root: Uint8Array): Promise<void> {
    const { election, findings, board } = this.#context;
    findings.count('1.4');
    const file = checkpointPath(size);
    const bytes = await board.read(file, MAX_NOTE_BYTES);
    if (!bytes) {
      findings.add('1.4', { file }, sentences.missingFile());
      return;
    }
    const note = tryParse(() => parseCheckpoint(bytes));
    if (note instanceof ParseFailure) {
      findings.add('1.4', { file }, note.says);
      return;
    }
    const times = await this.#timesOf(note, size, root);
    if (!Array.isArray(times)) {
      findings.add('1.4', { file }, times);
      return;
    }
    findings.count('7.2');
    const agreeing = times.filter(
      (seen) => seen <= time + MAX_SKEW_SECONDS && seen >= time - MAX_SKEW_SECONDS,
    ).length;
    const { quorum } = election.log;
    if (agreeing < quorum) findings.add('7.2', { file }, sentences.wrongWitnessTimes(agreeing, quorum));
  }

  /**
   * Returns the times at which witnesses saw the log of this size and root, or the fault of the note. Cheap
   * checks come first.
   */
  async #timesOf(note: Checkpoint, size: number, root: Uint8Array): Promise<bigint[] | Sentence> {
    const { log } = this.#context.election;
    if (note.size !== size) return sentences.wrongSize(note.size, size);
    if (!equalBytes(note.root, root)) return sentences.wrongRoot();
    await precheckSignatures(() => signatureClaims(note, log));
    if (!isSigned(note, log)) return sentences.notSignedByLog();
    return witnessTimes(note, log) ?? sentences.notWitnessed();
  }
}

function checkpointPath(size: number): string {
  return `clock/${size}`;
}
