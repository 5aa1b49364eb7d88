/** Ballots and challenged ballots in the order of the log (spec §7.7, §7.8, §8.8, §11.4). @module */
import type { Judged } from '../ballot/judge.ts';
import { casterOf, copiedPad, padsOf, parseBallot, parseTogether, trackerOf } from '../ballot/parse.ts';
import { Refusal } from '../../crypto/bytes.ts';
import { code } from '../../crypto/codes.ts';
import type { Style } from '../election.ts';
import type { Entry } from '../entry.ts';
import { say } from '../../findings/sentences.ts';
import { hash } from '../../crypto/transcript.ts';
import type { Context } from './context.ts';
import type { Credentials } from './credentials.ts';
import { KeyTable } from '../key-table.ts';
import { partOf } from '../tally/parts.ts';
import type { Sites } from './sites.ts';
import { type ReadAgain, Replaced } from './replaced.ts';
import { Sums } from './sums.ts';

/** What a receipt's holder is shown. */
export interface CastBallot {
  readonly tracker: string;
  readonly shortId: string;
  readonly credential: number;
}

export class BallotBox {
  readonly #context: Context;
  readonly #credentials: Credentials;
  readonly #sites: Sites;
  readonly #readAgain: ReadAgain;
  readonly #replaced = new Replaced();
  /** Pads of valid ballots and valid challenged ballots. */
  readonly #pads = new KeyTable();
  readonly sums: Sums;
  /** Valid ones, replaced ones included. */
  ballots = 0;
  challenged = 0;
  /** Entries that the user holds receipts for. */
  readonly #watched: ReadonlySet<number>;
  readonly cast = new Map<number, CastBallot>();

  constructor(
    context: Context,
    credentials: Credentials,
    sites: Sites,
    watched: ReadonlySet<number>,
    readAgain: ReadAgain,
  ) {
    this.#context = context;
    this.#credentials = credentials;
    this.#sites = sites;
    this.#watched = watched;
    this.#readAgain = readAgain;
    this.sums = new Sums(context.arithmetic);
  }

  /** A ballot outside the voting period: its form is judged first, as §8.8 orders. */
  outside({ index, bytes }: Entry): void {
    const { election, findings, arithmetic } = this.#context;
    findings.count('5.1');
    const [ballot] = parseTogether([(decode) => parseBallot(bytes, election, decode)], arithmetic);
    if (ballot instanceof Refusal) findings.add('5.1', { entry: index }, ballot.says);
    else findings.add('7.5', { entry: index }, say.outsidePeriod());
  }

  /** A ballot in the open stage, at this clock; `inPeriod` says whether the hours of the internet cover it. */
  ballot({ index, bytes }: Entry, judged: Judged, clock: bigint, inPeriod: boolean): void {
    const { election, findings } = this.#context;
    const place = { entry: index };
    findings.count('5.1');
    if (judged.kind !== 'ballot') {
      findings.add('5.1', place, judged.kind === 'malformed' ? judged.says : say.badForm());
      return;
    }
    const { stylePosition, ciphertexts, fault } = judged;
    const style = election.styles[stylePosition]!;
    const { X, unit } = casterOf(bytes, style);
    const site = this.#sites.of(X);
    if (!(site ? site.isOpen('ballots', bytes, clock) : inPeriod)) {
      findings.add('7.5', place, site ? say.outsideWindow() : say.outsidePeriod());
      return;
    }
    findings.count('5.2');
    const credential = this.#credentials.find(X, stylePosition, unit);
    if (typeof credential !== 'number') {
      findings.add('5.2', place, credential);
      return;
    }
    const previous = this.#credentials.lastBallot(credential);
    const revoting = election.manifest.revoting === 'last' && !site;
    findings.count('5.3');
    if (previous !== undefined && !revoting) {
      findings.add('5.3', place, say.votedAlready(previous));
      return;
    }
    const pads = padsOf(bytes, style);
    if (!this.#isNew(pads, '5.4', index)) return;
    findings.count('5.5');
    if (fault?.check !== '5.5') findings.count('5.6');
    if (fault?.check !== '5.5' && fault?.check !== '5.6') findings.count('5.7');
    if (fault) {
      findings.add(fault.check, place, fault.says);
      return;
    }
    this.#record(pads);
    this.ballots += 1;
    this.#credentials.cast(credential, index);
    site?.record('ballots', bytes);
    const part = partOf(election, unit, site ? 'in person' : 'internet');
    this.sums.add({ style, part, ciphertexts });
    // Of the same credential, hence of the same style and part.
    if (previous !== undefined) this.#replace({ index: previous, style, part });
    if (this.#watched.has(index)) this.cast.set(index, this.#describe(bytes, style, X, credential));
  }

  /** §7.8 */
  challenge({ index, bytes }: Entry, judged: Judged): void {
    const { election, findings } = this.#context;
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
    const pads = padsOf(bytes, election.styles[judged.stylePosition]!);
    if (!this.#isNew(pads, '6.3', index)) return;
    this.#record(pads);
    this.challenged += 1;
  }

  isReplaced({ credential }: CastBallot, index: number): boolean {
    return this.#credentials.lastBallot(credential) !== index;
  }

  #isNew(pads: readonly Uint8Array[], check: '5.4' | '6.3', index: number): boolean {
    this.#context.findings.count(check);
    if (!copiedPad(pads, this.#pads)) return true;
    this.#context.findings.add(check, { entry: index }, say.copied());
    return false;
  }

  #record(pads: readonly Uint8Array[]): void {
    for (const pad of pads) this.#pads.add(pad);
  }

  #replace(ballot: Parameters<Replaced['add']>[0]): void {
    this.sums.uncount(ballot);
    this.#replaced.add(ballot);
  }

  /** From here on the sums are those of the counted ballots. */
  settle(): Promise<void> {
    return this.#replaced.takeOut(this.sums, this.#readAgain, this.#context.arithmetic);
  }

  #describe(bytes: Uint8Array, style: Style, X: Uint8Array, credential: number): CastBallot {
    return {
      tracker: code(trackerOf(bytes, style), 22),
      shortId: code(hash('credential-id/v1', this.#context.election.id, X), 10),
      credential,
    };
  }
}
