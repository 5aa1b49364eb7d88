/**
 * Watch over a remote board: each poll compares the board's checkpoint with the kept one, copies and verifies
 * new entries, and reads some old files again. Every fault is an alarm (spec §8.11).
 * @module
 */
import type { CheckId } from '../../findings/checks.ts';
import { Misbehaviour, type MisbehaviourKind } from '../mirror/misbehaviour.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { Recheck } from '../mirror/recheck.ts';
import { type BoardReader, NoBoardError, UnreadableError } from '../../board/reader.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import type { Report } from '../../verification/report.ts';
import { findingText } from '../../report/format.ts';
import { alarmSentences } from './sentences.ts';

export interface Alarm {
  readonly what: MisbehaviourKind | 'finding' | 'stalled';
  /** Check of a finding. */
  readonly check?: CheckId;
  readonly says: Sentence;
  /**
   * True for misbehaviour and failed checks. False for an incident (spec §10.1), which breaks rules but no result,
   * and for a log that stands still.
   */
  readonly grave: boolean;
  /** Size of the kept checkpoint. */
  readonly size: number;
  /** Misbehaviour of the board, from which evidence is kept. */
  readonly misbehaviour?: Misbehaviour;
}

export interface WatchOptions {
  readonly source: BoardReader;
  /** Mirror, already opened. */
  readonly mirror: Mirror;
  /**
   * Verifies the mirror, and returns the report on the election as far as it has come. `again`: whether to judge
   * all entries again, because a file arrived for entries that were judged before.
   */
  readonly verify: (again: boolean) => Promise<Report>;
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Milliseconds before an alarm, if there is no answer, or no new clock mark while voting is open. */
  readonly stallMs: number;
  /** Number of old files to read again at each poll. */
  readonly recheckCount: number;
}

export interface Poll {
  /** Alarms that the previous poll did not have. */
  readonly alarms: readonly Alarm[];
  /** Reason why the board could not be read. */
  readonly unreachable?: Sentence;
  /** Number of new entries. */
  readonly newEntries: number;
}

export class Watch {
  readonly #options: WatchOptions;
  readonly #recheck: Recheck;
  #report: Report | undefined;
  /** Keys of the alarms at the last poll. */
  #reported = new Set<string>();
  #answeredAt: number;
  #mark: number | undefined;
  #markSeenAt: number;
  /** Whether the board was ever read. If not, nothing is known about it. */
  hasBoard = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#recheck = new Recheck(options.mirror);
    this.#answeredAt = options.now();
    this.#markSeenAt = this.#answeredAt;
  }

  get report(): Report | undefined {
    return this.#report;
  }

  /** Polls the board. Rejects only for a fault of this machine or of the program. */
  async poll(): Promise<Poll> {
    const before = this.#size;
    const { found, unreachable } = await this.#readBoard();
    const all = [...found, ...this.#findings(), ...this.#stalls()];
    const alarms = all.filter((alarm) => !this.#reported.has(alarmKey(alarm)));
    this.#reported = new Set(all.map(alarmKey));
    return { alarms, newEntries: this.#size - before, ...(unreachable && { unreachable }) };
  }

  get #size(): number {
    return this.#options.mirror.hashes.size;
  }

  async #readBoard(): Promise<{ readonly found: readonly Alarm[]; readonly unreachable?: Sentence }> {
    const { source, mirror, verify, now, recheckCount } = this.#options;
    try {
      const { changed, late } = await mirror.refresh(source);
      this.#recordAnswer();
      if (changed || !this.#report) this.#report = await verify(late);
      this.#recordMark(now());
      const altered = await this.#recheck.next(source, recheckCount);
      return { found: altered.map((misbehaviour) => this.#alarm(misbehaviour)) };
    } catch (error) {
      if (error instanceof Misbehaviour) {
        this.#recordAnswer();
        return { found: [this.#alarm(error)] };
      }
      const says = unreachableReason(error);
      if (!says) throw error;
      return { found: [], unreachable: says };
    }
  }

  #recordAnswer(): void {
    this.#answeredAt = this.#options.now();
    this.hasBoard = true;
  }

  #recordMark(now: number): void {
    const mark = this.#report?.outcome?.mark;
    if (mark !== this.#mark) this.#markSeenAt = now;
    this.#mark = mark;
  }

  #alarm(misbehaviour: Misbehaviour): Alarm {
    const { kind, says } = misbehaviour;
    return { what: kind, says, grave: true, size: this.#size, misbehaviour };
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
    const { now, stallMs } = this.#options;
    const minutes = stallMs / 60_000;
    const silent = now() - this.#answeredAt >= stallMs;
    const noMark = !silent && this.#report?.outcome?.stage === 'open' && now() - this.#markSeenAt >= stallMs;
    const stalled = (says: Sentence): Alarm => ({ what: 'stalled', says, grave: false, size: this.#size });
    return [
      ...(silent ? [stalled(alarmSentences.silent(minutes))] : []),
      ...(noMark ? [stalled(alarmSentences.noMark(minutes))] : []),
    ];
  }
}

function alarmKey({ what, check, says }: Alarm): string {
  return `${what} ${check ?? ''} ${says.en}`;
}

/** Returns the reason if the board cannot be read or does not exist yet. Returns undefined for another error. */
function unreachableReason(error: unknown): Sentence | undefined {
  if (error instanceof UnreadableError) return error.says;
  return error instanceof NoBoardError
    ? { es: 'todavía no hay una pizarra ahí', en: 'there is no board there yet' }
    : undefined;
}
