/**
 * A board watched from afar: at each poll its checkpoint is compared with the one kept, what is new is copied and
 * verified, and some of the old files are read again. What is not as it must be is an alarm (spec §8.11).
 * @module
 */
import type { CheckId } from '../../findings/checks.ts';
import { Misbehaviour, type Misdeed } from '../mirror/misbehaviour.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { Recheck } from '../mirror/recheck.ts';
import { type BoardReader, Unreadable } from '../../board/reader.ts';
import type { Sentence } from '../../findings/sentences.ts';
import { NoBoard, type Report } from '../../verification/verify.ts';
import { findingText } from '../../report/format.ts';
import { alarmSays } from './sentences.ts';

export interface Alarm {
  readonly what: Misdeed | 'finding' | 'stalled';
  /** Of a finding, the check that found it. */
  readonly check?: CheckId;
  readonly says: Sentence;
  /** False of what breaks rules but no result: an incident (spec §10.1), or a log that stands still. */
  readonly grave: boolean;
  /** Entries of the checkpoint that is kept. */
  readonly size: number;
  /** What the board did, for evidence to be kept of it. */
  readonly misbehaviour?: Misbehaviour;
}

export interface WatchOptions {
  readonly source: BoardReader;
  /** Opened. */
  readonly mirror: Mirror;
  /** Judges what is in the mirror, so far. `again`: a file has come for entries that were judged before. */
  readonly verify: (again: boolean) => Promise<Report>;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Milliseconds without a new mark while voting is open, or without an answer, before it is an alarm. */
  readonly stall: number;
  /** Old files that are read again at each poll. */
  readonly recheck: number;
}

export interface Poll {
  /** Those that were not there at the poll before. */
  readonly alarms: readonly Alarm[];
  /** Why the board could not be read, if it could not. */
  readonly unreachable?: Sentence;
  /** Entries that are new here. */
  readonly grown: number;
}

export class Watch {
  readonly #options: WatchOptions;
  readonly #recheck: Recheck;
  #report: Report | undefined;
  /** What is wrong, by what was told of it. */
  #told = new Set<string>();
  #reached: number;
  #mark: number | undefined;
  #markSeen: number;
  /** Whether the board was ever read: else nothing can be said of it. */
  hasBoard = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#recheck = new Recheck(options.mirror);
    this.#reached = options.now();
    this.#markSeen = this.#reached;
  }

  get report(): Report | undefined {
    return this.#report;
  }

  /** Rejects only for a fault of this machine or of the program. */
  async poll(): Promise<Poll> {
    const before = this.#size;
    const { found, unreachable } = await this.#look();
    const all = [...found, ...this.#findings(), ...this.#stalls()];
    const alarms = all.filter((alarm) => !this.#told.has(nameOf(alarm)));
    this.#told = new Set(all.map(nameOf));
    return { alarms, grown: this.#size - before, ...(unreachable && { unreachable }) };
  }

  get #size(): number {
    return this.#options.mirror.survey.size;
  }

  async #look(): Promise<{ readonly found: readonly Alarm[]; readonly unreachable?: Sentence }> {
    const { source, mirror, verify, now, recheck } = this.#options;
    try {
      const { changed, late } = await mirror.refresh(source);
      this.#reach();
      if (changed || !this.#report) this.#report = await verify(late);
      this.#see(now());
      const altered = await this.#recheck.next(source, recheck);
      return { found: altered.map((misbehaviour) => this.#alarm(misbehaviour)) };
    } catch (error) {
      if (error instanceof Misbehaviour) {
        this.#reach();
        return { found: [this.#alarm(error)] };
      }
      const says = unreachableSays(error);
      if (!says) throw error;
      return { found: [], unreachable: says };
    }
  }

  #reach(): void {
    this.#reached = this.#options.now();
    this.hasBoard = true;
  }

  #see(now: number): void {
    const mark = this.#report?.outcome?.mark;
    if (mark !== this.#mark) this.#markSeen = now;
    this.#mark = mark;
  }

  #alarm(misbehaviour: Misbehaviour): Alarm {
    const { deed, says } = misbehaviour;
    return { what: deed, says, grave: true, size: this.#size, misbehaviour };
  }

  #findings(): Alarm[] {
    const { checks = [], outcome } = this.#report ?? {};
    return checks.flatMap(({ kind, findings }) =>
      findings.map((finding): Alarm => {
        const says = {
          es: findingText(finding, outcome, 'es'),
          en: findingText(finding, outcome, 'en'),
        };
        return { what: 'finding', check: finding.check, says, grave: kind === 'F', size: this.#size };
      }),
    );
  }

  #stalls(): Alarm[] {
    const { now, stall } = this.#options;
    const minutes = stall / 60_000;
    const silent = now() - this.#reached >= stall;
    const noMark = !silent && this.#report?.outcome?.stage === 'open' && now() - this.#markSeen >= stall;
    const stalled = (says: Sentence): Alarm => ({ what: 'stalled', says, grave: false, size: this.#size });
    return [
      ...(silent ? [stalled(alarmSays.silent(minutes))] : []),
      ...(noMark ? [stalled(alarmSays.noMark(minutes))] : []),
    ];
  }
}

function nameOf({ what, check, says }: Alarm): string {
  return `${what} ${check ?? ''} ${says.en}`;
}

/** A board that cannot be read, or that there is none yet, is no misdeed. */
function unreachableSays(error: unknown): Sentence | undefined {
  if (error instanceof Unreadable) return error.says;
  return error instanceof NoBoard
    ? { es: 'todavía no hay una pizarra ahí', en: 'there is no board there yet' }
    : undefined;
}
