/**
 * State machine of the key ceremony, which the board's entries drive: runs, excluded trustees, the key (spec §5.1).
 * @module
 */

import type { Election } from '../manifest/election.ts';
import { checkEntrySignature } from '../entry/entry.ts';
import { Kind } from '../entry/kinds.ts';
import {
  parseAbsence,
  parseAnswer,
  parseCertificate,
  parseCommit,
  parseComplaint,
  parseDeal,
  parseReveal,
  parseSeal,
  parseShareCheck,
} from './messages.ts';
import { CeremonyRun } from './run.ts';

export class Ceremony {
  readonly #election: Election;
  readonly #excluded = new Set<number>();
  #current: CeremonyRun;
  /** Clock time since which the awaited message can be sent, POSIX seconds (§5.7). */
  #dueSince: number;

  /** `startedAt`: the first clock mark, POSIX seconds. */
  constructor(election: Election, startedAt: number) {
    this.#election = election;
    this.#current = this.#startRun(1);
    this.#dueSince = startedAt;
  }

  get run(): CeremonyRun {
    return this.#current;
  }

  /** Numbers of the excluded trustees, in the order of their exclusion. */
  get culprits(): readonly number[] {
    return [...this.#excluded];
  }

  /** Whether fewer than n candidates remain, so that this manifest cannot be used. */
  get failed(): boolean {
    return this.#current.trustees.length < this.#election.trusteeCount;
  }

  /**
   * Applies the next ceremony entry of the board at a clock (POSIX seconds). Throws, changing nothing, if the entry is
   * void: malformed, wrongly signed, out of turn, or wrong in itself. Returns the number of the excluded trustee if the
   * entry ended the run.
   */
  accept(entry: Uint8Array, clock: number): number | undefined {
    if (this.failed) throw new Error('ceremony: too few trustees remain');
    const { message } = this.#current.awaited;
    const culprit = this.#apply(entry, clock);
    if (culprit !== undefined) {
      this.#excluded.add(culprit);
      this.#current = this.#startRun(this.#current.number + 1);
    }
    if (culprit !== undefined || this.#current.awaited.message !== message) this.#dueSince = clock;
    return culprit;
  }

  /** Applies a message; returns the number of the trustee to exclude if the message ends the run. */
  #apply(entry: Uint8Array, clock: number): number | undefined {
    switch (entry[0]) {
      case Kind.answer:
        return this.run.acceptAnswer(this.#signed(entry, parseAnswer(entry)));
      case Kind.absence:
        return this.#acceptAbsence(entry, clock);
      default:
        this.#applyRound(entry);
        return undefined;
    }
  }

  #applyRound(entry: Uint8Array): void {
    const { run } = this;
    const election = this.#election;
    switch (entry[0]) {
      case Kind.commit:
        return run.acceptCommit(this.#signed(entry, parseCommit(entry)));
      case Kind.reveal:
        return run.acceptReveal(this.#signed(entry, parseReveal(entry, election.threshold)));
      case Kind.deal:
        return run.acceptDeal(this.#signed(entry, parseDeal(entry, election.trusteeCount)));
      case Kind.certify:
        return run.acceptCertificate(this.#signed(entry, parseCertificate(entry)));
      case Kind.complain:
        return run.acceptComplaint(this.#signed(entry, parseComplaint(entry)));
      case Kind.shareCheck:
        return run.acceptShareCheck(this.#signed(entry, parseShareCheck(entry)));
      case Kind.seal:
        return run.acceptSeal(this.#signed(entry, parseSeal(entry)));
      default:
        throw new Error('ceremony: no message of the ceremony');
    }
  }

  /** Returns the message if it is of this run and signed by the trustee that it names; throws otherwise. */
  #signed<M extends { run: number; trustee: number }>(entry: Uint8Array, message: M): M {
    this.#assertRun(message.run);
    const { signingKey } = this.run.trustee(message.trustee);
    if (!checkEntrySignature(signingKey, this.#election.id, entry))
      throw new Error('ceremony: wrong signature');
    return message;
  }

  #acceptAbsence(entry: Uint8Array, clock: number): number {
    const { authority, id, manifest } = this.#election;
    const { run, trustee, owed } = parseAbsence(entry, authority);
    this.#assertRun(run);
    if (this.run.owedBy(trustee) !== owed) throw new Error('absence: this trustee does not owe this message');
    if (clock - this.#dueSince < manifest.silenceSeconds) throw new Error('absence: too early');
    if (!checkEntrySignature(authority, id, entry)) throw new Error('absence: wrong signatures');
    return trustee;
  }

  #assertRun(run: number): void {
    if (run !== this.run.number) throw new Error('ceremony: a message of another run');
  }

  #startRun(number: number): CeremonyRun {
    const remaining = this.#election.trustees.filter((trustee) => !this.#excluded.has(trustee.number));
    return new CeremonyRun(this.#election, number, remaining.slice(0, this.#election.trusteeCount));
  }
}
