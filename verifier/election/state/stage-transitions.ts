/**
 * Entries that end a stage: opening, closing and admissions (spec §6.4, §6.5, §8.7, §8.8, §11.6). The
 * specification calls them framing entries.
 * @module
 */
import type { CheckId } from '../../findings/checks.ts';
import { openAct } from '../acts/act.ts';
import { type Entry, type Message, openMessage } from '../entry.ts';
import { type ByteReader, ParseFailure } from '../../crypto/bytes.ts';
import { repeat } from '../../crypto/proofs.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import type { Acts } from './acts.ts';
import type { BallotBox } from './ballot-box.ts';
import type { Context } from './context.ts';
import type { Credentials } from './credentials.ts';
import { hasModalities } from '../tally/parts.ts';
import type { Run } from './run.ts';
import type { Sites } from './sites.ts';

/** State of the board with which the numbers and the time of a transition are compared. */
export interface BoardState {
  readonly clock: bigint | undefined;
  readonly acts: Acts;
  readonly credentials: Credentials;
  readonly sites: Sites;
  readonly ballotBox: BallotBox;
}

export class StageTransitions {
  readonly #context: Context;
  /** Number of people on the roll of each unit, as the opening states. Undefined if it could not be read. */
  #roll: readonly number[] | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  get roll(): readonly number[] | undefined {
    return this.#roll;
  }

  /** Judges an opening. A faulty opening opens the voting too; each fault is a failure. */
  judgeOpening(entry: Entry, { clock, acts, credentials }: BoardState, run: Run | undefined): void {
    const { election, findings } = this.#context;
    findings.count('7.4', '3.5');
    this.#roll = this.#open(
      entry,
      '7.4',
      openAct(election, entry.bytes, (reader) => this.#perUnit(reader)),
    );
    this.#faults(
      entry,
      '7.4',
      (clock === undefined || clock < election.opens) && sentences.tooEarly(),
      !election.manifest.rehearsal && acts.builds.valid.size === 0 && sentences.noBuild(),
    );
    this.#faults(entry, '3.5', this.#ceremonyFault(run));
    if (!this.#roll) {
      findings.notRun(hasModalities(election) ? ['4.4', '4.8'] : ['4.4'], sentences.unreadPart());
      return;
    }
    this.#compare(entry, '4.4', credentials.eligible, this.#roll, sentences.moreThanRoll);
  }

  judgeClosing(entry: Entry, state: BoardState): void {
    const { clock, acts, ballotBox } = state;
    const { election, findings } = this.#context;
    findings.count('7.6');
    const read = (reader: ByteReader): { ballots: number; challenged: number } => ({
      ballots: reader.u32(),
      challenged: reader.u32(),
    });
    const stated = this.#open(entry, '7.6', openAct(election, entry.bytes, read));
    const end = acts.hours.closes + BigInt(election.manifest.graceSeconds);
    this.#faults(
      entry,
      '7.6',
      (clock === undefined || clock < end) && sentences.tooEarly(),
      stated &&
        stated.ballots !== ballotBox.ballots &&
        sentences.wrongBallotCount(stated.ballots, ballotBox.ballots),
      stated &&
        stated.challenged !== ballotBox.challenged &&
        sentences.wrongChallengedCount(stated.challenged, ballotBox.challenged),
    );
    this.#closingOfSites(entry, state);
  }

  /**
   * Checks that every site is done (7.6), has closed, and delivered everything that its closing named (7.8).
   */
  #closingOfSites({ index }: Entry, { clock = 0n, sites }: BoardState): void {
    const { election, findings } = this.#context;
    for (const [s, site] of sites.all.entries()) {
      const place = { entry: index, site: election.manifest.sites[s]!.code };
      findings.count('7.8');
      if (!site.isDone(clock)) findings.add('7.6', place, sentences.siteNotDone());
      else if (!site.hasClosed) findings.add('7.8', place, sentences.siteNeverClosed());
      else if (site.awaited > 0) findings.add('7.8', place, sentences.neverDelivered(site.awaited));
    }
  }

  judgeAdmissions(entry: Entry, { credentials }: BoardState): void {
    const { election } = this.#context;
    const read = (reader: ByteReader): { internet: number[]; inPerson: number[] | undefined } => ({
      internet: this.#perUnit(reader),
      inPerson: hasModalities(election) ? this.#perUnit(reader) : undefined,
    });
    const message = openMessage(election, entry.bytes, election.registrar, read);
    const admitted = this.#open(entry, '4.5', message);
    if (!admitted) return;
    const { internet, inPerson } = admitted;
    const { voted, issued, walkIns } = credentials;
    this.#compare(entry, '4.5', voted, internet, sentences.moreThanAdmitted);
    if (inPerson) this.#compare(entry, '4.5', issued, inPerson, sentences.moreIssuedThanAdmitted);
    const all = inPerson ? internet.map((own, u) => own + inPerson[u]!) : internet;
    const limits = this.#roll?.map((own, u) => own + walkIns[u]!);
    if (limits) this.#compare(entry, '4.5', all, limits, sentences.moreAdmittedThanRoll);
    else this.#context.findings.notRun(['4.5'], sentences.unreadPart());
  }

  #ceremonyFault(run: Run | undefined): Sentence | false {
    if (!run?.isComplete) return sentences.ceremonyIncomplete();
    if (run.turn !== 'seal') return sentences.shareChecksMissing(run.trustees.length - run.shareChecked.size);
    const { threshold } = this.#context.election;
    return run.sealed.size < threshold && sentences.sealsMissing(run.sealed.size, threshold);
  }

  /** Returns the body, or undefined if it is malformed. A wrong signature is reported; the body is returned. */
  #open<T>(entry: Entry, check: CheckId, opened: Message<T> | ParseFailure): T | undefined {
    if (opened instanceof ParseFailure) {
      this.#faults(entry, check, opened.says);
      return undefined;
    }
    this.#faults(entry, check, opened.signatureFault());
    return opened.body;
  }

  #faults({ index }: Entry, check: CheckId, ...faults: readonly (Sentence | false | undefined)[]): void {
    for (const says of faults) if (says) this.#context.findings.add(check, { entry: index }, says);
  }

  #perUnit(reader: ByteReader): number[] {
    return repeat(this.#context.election.manifest.units.length, () => reader.u32());
  }

  #compare(
    { index }: Entry,
    check: CheckId,
    numbers: readonly number[],
    limits: readonly number[],
    says: (number: number, limit: number) => Sentence,
  ): void {
    const { election, findings } = this.#context;
    for (const [u, { code }] of election.manifest.units.entries()) {
      findings.count(check);
      const number = numbers[u]!;
      const limit = limits[u]!;
      if (number > limit) findings.add(check, { entry: index, unit: code }, says(number, limit));
    }
  }
}
