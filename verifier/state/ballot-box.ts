/** Ballots and challenged ballots in the order of the log (spec §7.7, §7.8, §8.8). @module */
import type { Judged } from '../ballot/judge.ts';
import { type Ballot, ciphertextsOf, copiedPad, padsOf, parseBallot, trackerOf } from '../ballot/parse.ts';
import { attempt, Refusal, same } from '../bytes.ts';
import { code } from '../codes.ts';
import type { Entry } from '../entry.ts';
import { leafHash } from '../log/merkle.ts';
import { say } from '../sentences.ts';
import { hash } from '../transcript.ts';
import type { Context } from './context.ts';
import type { Credentials } from './credentials.ts';
import { KeyTable } from './key-table.ts';
import { Sums } from './sums.ts';

/** What a receipt's holder is shown. */
export interface CastBallot {
  readonly tracker: string;
  readonly shortId: string;
  readonly credential: number;
}

/** The log again, for ballots that are replaced. */
export type ReadEntry = (index: number) => Promise<Uint8Array>;

export class BallotBox {
  readonly #context: Context;
  readonly #credentials: Credentials;
  readonly #readEntry: ReadEntry;
  /** Pads of valid ballots and valid challenged ballots. */
  readonly #pads = new KeyTable();
  readonly sums = new Sums();
  /** Valid ones, replaced ones included. */
  ballots = 0;
  challenged = 0;
  /** Entries that the user holds receipts for. */
  readonly #watched: ReadonlySet<number>;
  readonly cast = new Map<number, CastBallot>();

  constructor(
    context: Context,
    credentials: Credentials,
    watched: ReadonlySet<number>,
    readEntry: ReadEntry,
  ) {
    this.#context = context;
    this.#credentials = credentials;
    this.#watched = watched;
    this.#readEntry = readEntry;
  }

  /** A ballot outside the voting period: its form is judged first, as §8.8 orders. */
  outside({ index, bytes }: Entry): void {
    const { election, findings } = this.#context;
    findings.count('5.1');
    const ballot = attempt(() => parseBallot(bytes, election));
    if (ballot instanceof Refusal) findings.add('5.1', { entry: index }, ballot.says);
    else findings.add('7.5', { entry: index }, say.outsidePeriod());
  }

  /** A ballot in the open stage; `inPeriod` says whether the clock is, too. */
  async ballot(entry: Entry, judged: Judged, inPeriod: boolean): Promise<void> {
    const { index, bytes } = entry;
    const { findings } = this.#context;
    const place = { entry: index };
    findings.count('5.1');
    if (judged.kind !== 'ballot') {
      findings.add('5.1', place, judged.kind === 'malformed' ? judged.says : say.badForm());
      return;
    }
    const { ballot, fault } = judged;
    if (!inPeriod) {
      findings.add('7.5', place, say.outsidePeriod());
      return;
    }
    findings.count('5.2');
    const credential = this.#credentials.find(ballot.X.bytes, ballot.stylePosition, ballot.unit);
    if (typeof credential !== 'number') {
      findings.add('5.2', place, credential);
      return;
    }
    const previous = this.#credentials.lastBallot(credential);
    const revoting = this.#context.election.manifest.revoting === 'last';
    findings.count('5.3');
    if (previous && !revoting) {
      findings.add('5.3', place, say.votedAlready(previous.index));
      return;
    }
    if (!this.#isNew(ballot, '5.4', index)) return;
    findings.count('5.5');
    if (fault?.check !== '5.5') findings.count('5.6');
    if (fault?.check !== '5.5' && fault?.check !== '5.6') findings.count('5.7');
    if (fault) {
      findings.add(fault.check, place, fault.says);
      return;
    }
    this.#record(ballot);
    this.ballots += 1;
    this.#credentials.cast(credential, { index, leaf: leafHash(bytes) });
    this.sums.add(ballot.votes, ballot.unit);
    if (previous) await this.#takeOut(previous, ballot);
    if (this.#watched.has(index)) this.cast.set(index, this.#describe(bytes, ballot, credential));
  }

  /** §7.8 */
  challenge({ index }: Entry, judged: Judged): void {
    const { findings } = this.#context;
    findings.count('6.1');
    if (judged.kind !== 'challenged') {
      findings.add('6.1', { entry: index }, judged.kind === 'malformed' ? judged.says : say.badForm());
      return;
    }
    findings.count('6.2');
    if (judged.fault) {
      findings.add('6.2', { entry: index }, judged.fault.says);
      return;
    }
    if (!this.#isNew(judged.challenged, '6.3', index)) return;
    this.#record(judged.challenged);
    this.challenged += 1;
  }

  isReplaced({ credential }: CastBallot, index: number): boolean {
    return this.#credentials.lastBallot(credential)?.index !== index;
  }

  #isNew({ votes }: Pick<Ballot, 'votes'>, check: '5.4' | '6.3', index: number): boolean {
    this.#context.findings.count(check);
    if (!copiedPad(votes, this.#pads)) return true;
    this.#context.findings.add(check, { entry: index }, say.copied());
    return false;
  }

  #record({ votes }: Pick<Ballot, 'votes'>): void {
    for (const { bytes } of padsOf(votes)) this.#pads.add(bytes);
  }

  /** The replaced ballot is of the same credential, hence of the same style and unit. */
  async #takeOut(
    { index, leaf }: { index: number; leaf: Uint8Array },
    { style, unit }: Ballot,
  ): Promise<void> {
    const bytes = await this.#readEntry(index);
    if (!same(leafHash(bytes), leaf)) throw new Error(`the board changed while it was read: entry ${index}`);
    this.sums.remove(ciphertextsOf(bytes, style), unit);
  }

  #describe(bytes: Uint8Array, { style, X }: Ballot, credential: number): CastBallot {
    return {
      tracker: code(trackerOf(bytes, style), 22),
      shortId: code(hash('credential-id/v1', this.#context.election.id, X.bytes), 10),
      credential,
    };
  }
}
