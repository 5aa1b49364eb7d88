/** Ballots and challenged ballots in the order of the log (spec §7.7, §7.8, §8.8, §11.4). @module */
import type { BallotJudge } from '../ballot/ballot-judge.ts';
import type { JudgedBallot } from '../ballot/judged-batch.ts';
import { casterOf, firstPadOf, parseBallot, parseTogether, trackerOf } from '../ballot/parse.ts';
import { ParseFailure } from '../../crypto/bytes.ts';
import { printCode } from '../../crypto/codes.ts';
import type { Style } from '../election.ts';
import type { Entry } from '../entry.ts';
import { sentences } from '../../findings/sentences.ts';
import { hash } from '../../crypto/transcript.ts';
import type { BatchPlace } from './ballot-pipeline.ts';
import type { Context } from './context.ts';
import type { Credentials } from './credentials.ts';
import { KeyTable } from '../key-table.ts';
import { partOf } from '../tally/parts.ts';
import type { Sites } from './sites.ts';
import { type RereadBundle, ReplacedBallots } from './replaced-ballots.ts';
import { Sums } from './sums.ts';

/** Facts about a valid ballot, for the voter who has its receipt. */
export interface CastBallot {
  readonly tracker: string;
  readonly shortId: string;
  readonly credential: number;
}

export class BallotBox {
  readonly #context: Context;
  readonly #credentials: Credentials;
  readonly #sites: Sites;
  readonly #rereadBundle: RereadBundle;
  readonly #replaced = new ReplacedBallots();
  /** First pads of valid ballots and valid challenged ballots (§7.7). */
  readonly #firstPads = new KeyTable();
  readonly sums: Sums;
  /** Number of valid ballots, replaced ones included. */
  ballots = 0;
  challenged = 0;
  /** Entries for which the user has receipts. */
  readonly #receiptIndexes: ReadonlySet<number>;
  readonly cast = new Map<number, CastBallot>();

  constructor(
    context: Context,
    credentials: Credentials,
    sites: Sites,
    watched: ReadonlySet<number>,
    readAgain: RereadBundle,
  ) {
    this.#context = context;
    this.#credentials = credentials;
    this.#sites = sites;
    this.#receiptIndexes = watched;
    this.#rereadBundle = readAgain;
    this.sums = new Sums(context.election, context.arithmetic);
  }

  /** Judges a ballot outside the open stage. Reports a fault of form rather than the stage, as in §8.8. */
  judgeOutsideOpenStage({ index, bytes }: Entry): void {
    const { election, findings, arithmetic } = this.#context;
    findings.count('5.1');
    const [ballot] = parseTogether([(decode) => parseBallot(bytes, election, decode)], arithmetic);
    if (ballot instanceof ParseFailure) findings.add('5.1', { entry: index }, ballot.says);
    else findings.add('7.5', { entry: index }, sentences.outsidePeriod());
  }

  /**
   * Judges a ballot in the open stage. `clock`: time of the last valid clock mark. `inPeriod`: whether that time
   * is in the period of voting by internet.
   */
  judgeBallot({ index, bytes }: Entry, at: BatchPlace, clock: bigint, inPeriod: boolean): void {
    const { election, findings } = this.#context;
    const judged = judgedAt(at);
    const place = { entry: index };
    findings.count('5.1');
    if (judged.kind !== 'ballot') {
      findings.add('5.1', place, judged.kind === 'malformed' ? judged.says : sentences.badForm());
      return;
    }
    const { stylePosition, fault } = judged;
    const style = election.styles[stylePosition]!;
    const { X, unit } = casterOf(bytes, style);
    const site = this.#sites.siteOf(X);
    if (!(site ? site.isOpen('ballots', bytes, clock) : inPeriod)) {
      findings.add('7.5', place, site ? sentences.outsideWindow() : sentences.outsidePeriod());
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
      findings.add('5.3', place, sentences.votedAlready(previous));
      return;
    }
    const firstPad = firstPadOf(bytes);
    if (!this.#isNew(judged, firstPad, '5.4', index)) return;
    findings.count('5.8');
    if (fault?.check !== '5.8') findings.count('5.7');
    if (fault) {
      findings.add(fault.check, place, fault.says);
      return;
    }
    this.#firstPads.add(firstPad);
    this.ballots += 1;
    this.#credentials.recordBallot(credential, index);
    site?.record('ballots', bytes);
    const part = partOf(election, unit, site ? 'in person' : 'internet');
    this.sums.add({ style, part }, at);
    // Both ballots have the same credential, hence the same style and part.
    if (previous !== undefined) {
      this.sums.uncount({ style, part });
      this.#replaced.add(previous);
    }
    if (this.#receiptIndexes.has(index)) this.cast.set(index, this.#describe(bytes, style, X, credential));
  }

  /** Judges a challenged ballot (§7.8). */
  judgeChallenged({ index, bytes }: Entry, at: BatchPlace): void {
    const { findings } = this.#context;
    const judged = judgedAt(at);
    findings.count('6.1');
    if (judged.kind !== 'challenged') {
      findings.add('6.1', { entry: index }, judged.kind === 'malformed' ? judged.says : sentences.badForm());
      return;
    }
    findings.count('6.2');
    if (judged.fault) {
      findings.add('6.2', { entry: index }, judged.fault.says);
      return;
    }
    const firstPad = firstPadOf(bytes);
    if (!this.#isNew(judged, firstPad, '6.3', index)) return;
    this.#firstPads.add(firstPad);
    this.challenged += 1;
  }

  isReplaced({ credential }: CastBallot, index: number): boolean {
    return this.#credentials.lastBallot(credential) !== index;
  }

  /** Judges whether no pad of a ballot occurs in it twice, and the first in no earlier one (§7.7). */
  #isNew(
    { hasEqualPads }: { readonly hasEqualPads: boolean },
    firstPad: Uint8Array,
    check: '5.4' | '6.3',
    index: number,
  ): boolean {
    this.#context.findings.count(check);
    if (!hasEqualPads && !this.#firstPads.has(firstPad)) return true;
    this.#context.findings.add(check, { entry: index }, sentences.copiedCiphertext());
    return false;
  }

  /** Removes replaced ballots from the sums, which are then those of the counted ballots. */
  removeReplaced(judge: BallotJudge): Promise<void> {
    const { election } = this.#context;
    return this.#replaced.remove(this.#rereadBundle, judge, ({ stylePosition, unit, sums }) => {
      const part = partOf(election, unit, 'internet'); // a ballot in person replaces none
      this.sums.remove({ style: election.styles[stylePosition]!, part }, sums);
    });
  }

  #describe(bytes: Uint8Array, style: Style, X: Uint8Array, credential: number): CastBallot {
    return {
      tracker: printCode(trackerOf(bytes, style), 22),
      shortId: printCode(hash('credential-id/v1', this.#context.election.id, X), 10),
      credential,
    };
  }
}

function judgedAt({ batch, position }: BatchPlace): JudgedBallot {
  return batch.judged.ballots[position]!;
}
