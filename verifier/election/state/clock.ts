/** Clock marks, and the witnesses' checkpoints at them (spec §8.6). @module */
import { attempt, Refusal, same } from '../../crypto/bytes.ts';
import { type Entry, openSigned } from '../entry.ts';
import {
  type Checkpoint,
  claimsOf,
  isSigned,
  MAX_NOTE,
  parseCheckpoint,
  witnessTimes,
} from '../../board/log/note.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import { verifyAhead } from '../../crypto/signatures.ts';
import type { Context } from './context.ts';
import type { Upcoming } from './judging.ts';

export const CLOCK_KIND = 0x02;
const MAX_GAP = 120n;
const MAX_SKEW = 300n;
/** Checkpoints of coming marks that a slow reader is told of. */
const EXPECTED = 4;

export class Clock {
  readonly #context: Context;
  #last: { readonly index: number; readonly time: bigint } | undefined;
  /** Of the last entry of this kind, valid or not. */
  #lastMark = -1;
  /** Every entry before it was looked at for coming marks. */
  #looked = 0;
  /** Indexes of the coming marks that the reader was told of. */
  readonly #told: number[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  /** The time of the last valid mark; none before the first. */
  get now(): bigint | undefined {
    return this.#last?.time;
  }

  /** The index of that mark. */
  get at(): number | undefined {
    return this.#last?.index;
  }

  /** Tells the reader of the checkpoints of the next marks that are at hand. */
  expect({ index }: Entry, upcoming: (from: number) => Iterable<Upcoming>): void {
    if (this.#told[0] === index) this.#told.shift();
    this.#looked = Math.max(this.#looked, index + 1);
    if (this.#told.length >= EXPECTED) return;
    for (const next of upcoming(this.#looked)) {
      this.#looked = next.index + 1;
      if (next.bytes[0] !== CLOCK_KIND) continue;
      this.#context.board.soon?.(checkpointPath(next.index + 1), MAX_NOTE);
      if (this.#told.push(next.index) >= EXPECTED) return;
    }
  }

  /** Judges the mark, whose entry is the last of a log with this root so far. True if it is valid. */
  async mark({ index, bytes }: Entry, root: Uint8Array): Promise<boolean> {
    const { election, findings } = this.#context;
    this.#lastMark = index;
    findings.count('7.1');
    const read = openSigned(election, bytes, (reader) => reader.u64());
    if (read instanceof Refusal) return this.#void(index, read);
    await verifyAhead(() => [read.claimOf(election.board)]);
    if (!read.signedBy(election.board)) return this.#void(index, new Refusal(say.badSignature()));
    const time = read.body;
    if (this.#last && time < this.#last.time) return this.#void(index, new Refusal(say.clockBack()));
    this.#judgeGap(index, time);
    this.#last = { index, time };
    await this.#judgeCheckpoint(index + 1, time, root);
    return true;
  }

  /** Entry 1 and the last one must be marks; one that is a void mark was named already. */
  finish(size: number): void {
    const { findings } = this.#context;
    if (size < 2 || this.#lastMark !== size - 1) findings.add('7.1', { entry: size - 1 }, say.lastNoMark());
  }

  /** For an entry 1 of another kind. */
  missesFirst(): void {
    this.#context.findings.add('7.1', { entry: 1 }, say.firstNoMark());
  }

  #void(index: number, { says }: Refusal): boolean {
    this.#context.findings.add('7.1', { entry: index }, says);
    return false;
  }

  #judgeGap(index: number, time: bigint): void {
    if (!this.#last || index === this.#last.index + 1) return;
    const { findings } = this.#context;
    findings.count('7.3');
    const gap = time - this.#last.time;
    if (gap > MAX_GAP) findings.add('7.3', { entry: index }, say.clockGap(gap));
  }

  async #judgeCheckpoint(size: number, time: bigint, root: Uint8Array): Promise<void> {
    const { election, findings, board } = this.#context;
    findings.count('1.4');
    const file = checkpointPath(size);
    const bytes = await board.read(file, MAX_NOTE);
    if (!bytes) {
      findings.add('1.4', { file }, say.missingFile());
      return;
    }
    const note = attempt(() => parseCheckpoint(bytes));
    if (note instanceof Refusal) {
      findings.add('1.4', { file }, note.says);
      return;
    }
    const times = await this.#timesOf(note, size, root);
    if (!Array.isArray(times)) {
      findings.add('1.4', { file }, times);
      return;
    }
    findings.count('7.2');
    const agreeing = times.filter((seen) => seen <= time + MAX_SKEW && seen >= time - MAX_SKEW).length;
    const { quorum } = election.log;
    if (agreeing < quorum) findings.add('7.2', { file }, say.witnessTimes(agreeing, quorum));
  }

  /** When witnesses saw the log of this size and root, or why the note does not show it: what costs least is looked at first. */
  async #timesOf(note: Checkpoint, size: number, root: Uint8Array): Promise<bigint[] | Sentence> {
    const { log } = this.#context.election;
    if (note.size !== size) return say.otherSize(note.size, size);
    if (!same(note.root, root)) return say.otherRoot();
    await verifyAhead(() => claimsOf(note, log));
    if (!isSigned(note, log)) return say.notSignedByLog();
    return witnessTimes(note, log) ?? say.notWitnessed();
  }
}

function checkpointPath(size: number): string {
  return `clock/${size}`;
}
