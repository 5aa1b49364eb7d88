/** Clock marks, and the witnessed checkpoints of anchored marks (spec §8.6). @module */
import { tryParse, ParseFailure, equalBytes } from '../../crypto/bytes.ts';
import type { Entry } from '../entry.ts';
import { followMark, type LastMark, type Mark, markPath, readMark } from '../marks.ts';
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
import { MarkPrefetch } from './mark-prefetch.ts';

const MAX_GAP_SECONDS = 120n;
const MAX_SKEW_SECONDS = 300n;

export class Clock {
  readonly #context: Context;
  readonly #prefetch: MarkPrefetch;
  #last: LastMark | undefined;
  /** Index of the last clock mark, valid or not. */
  #lastIndex = -1;

  constructor(context: Context) {
    this.#context = context;
    this.#prefetch = new MarkPrefetch(context.board);
  }

  /** Time of the last valid mark. Undefined before the first. */
  get now(): bigint | undefined {
    return this.#last?.mark.time;
  }

  /** Index of the last valid mark. */
  get at(): number | undefined {
    return this.#last?.mark.index;
  }

  /** Prefetches the checkpoints of this mark and of the next ones among the entries in memory. */
  prefetchCheckpoints({ index }: Entry, upcoming: (from: number) => Iterable<Entry>): void {
    this.#prefetch.advance(index, upcoming);
  }

  /**
   * Judges a mark, and the checkpoints of marks that are anchored because of it. `root`: root of the log up to and
   * including the mark. Returns whether the mark is valid.
   */
  async judgeMark({ index, bytes }: Entry, root: Uint8Array): Promise<boolean> {
    const { election, findings } = this.#context;
    this.#lastIndex = index;
    findings.count('7.1');
    const time = await readMark(election, bytes, this.now);
    if (time instanceof ParseFailure) {
      findings.add('7.1', { entry: index }, time.says);
      return false;
    }
    this.#judgeGap(index, time);
    const { last, anchored } = followMark(this.#last, { index, time, root });
    this.#last = last;
    for (const mark of anchored) await this.#judgeCheckpoint(mark);
    return true;
  }

  /** Checks that the last entry is a mark. If that mark is void, its finding was added before. */
  judgeLastEntry(size: number): void {
    const { findings } = this.#context;
    if (size < 2 || this.#lastIndex !== size - 1)
      findings.add('7.1', { entry: size - 1 }, sentences.lastIsNoMark());
  }

  /** Judges the checkpoint of the last valid mark of a finished stage, unless that was done before. */
  async judgeLastCheckpoint(): Promise<void> {
    if (this.#last && !this.#last.isAnchored) await this.#judgeCheckpoint(this.#last.mark);
  }

  /** Adds the finding that entry 1 is no clock mark. */
  reportMissingFirstMark(): void {
    this.#context.findings.add('7.1', { entry: 1 }, sentences.firstIsNoMark());
  }

  #judgeGap(index: number, time: bigint): void {
    const before = this.#last?.mark;
    if (!before || index === before.index + 1) return;
    const { findings } = this.#context;
    findings.count('7.3');
    const gap = time - before.time;
    if (gap > MAX_GAP_SECONDS) findings.add('7.3', { entry: index }, sentences.clockGap(gap));
  }

  async #judgeCheckpoint(mark: Mark): Promise<void> {
    const { election, findings, board } = this.#context;
    const { time } = mark;
    findings.count('1.4');
    const file = markPath(mark);
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
    const times = await this.#timesOf(note, mark);
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
   * Returns the times at which witnesses saw the log up to the mark, or the fault of the note. Cheap checks come
   * first.
   */
  async #timesOf(note: Checkpoint, { index, root }: Mark): Promise<bigint[] | Sentence> {
    const { log } = this.#context.election;
    const size = index + 1;
    if (note.size !== size) return sentences.wrongSize(note.size, size);
    if (!equalBytes(note.root, root)) return sentences.wrongRoot();
    await precheckSignatures(() => signatureClaims(note, log));
    if (!isSigned(note, log)) return sentences.notSignedByLog();
    return witnessTimes(note, log) ?? sentences.notWitnessed();
  }
}
