/** Opening, closing and admissions: entries that end a stage (spec §6.4, §6.5, §8.7, §8.8, §11.6). @module */
import type { CheckId } from '../../findings/checks.ts';
import { type Entry, openSigned } from '../entry.ts';
import { type Reader, Refusal } from '../../crypto/bytes.ts';
import { times } from '../../crypto/proofs.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import type { BallotBox } from './ballot-box.ts';
import type { Context } from './context.ts';
import type { Credentials } from './credentials.ts';
import { hasModalities } from '../tally/parts.ts';
import type { Run } from './run.ts';
import type { Sites } from './sites.ts';

/** What these acts are measured by. */
export interface BoardState {
  readonly clock: bigint | undefined;
  readonly credentials: Credentials;
  readonly sites: Sites;
  readonly box: BallotBox;
}

export class Framing {
  readonly #context: Context;
  /** Of each unit, as the opening stated; none if that could not be read. */
  #roll: readonly number[] | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  get roll(): readonly number[] | undefined {
    return this.#roll;
  }

  /** A faulty opening opens, too: each fault is a failure of the record. */
  opening(entry: Entry, { clock, credentials }: BoardState, run: Run | undefined): void {
    const { election, findings } = this.#context;
    findings.count('7.4', '3.5');
    this.#roll = this.#open(entry, '7.4', election.authority, (reader) => this.#perUnit(reader));
    this.#faults(entry, '7.4', (clock === undefined || clock < election.opens) && say.tooEarly());
    this.#faults(entry, '3.5', this.#ceremonyFault(run));
    if (!this.#roll) {
      findings.notRun(hasModalities(election) ? ['4.4', '4.8'] : ['4.4'], say.partUnread());
      return;
    }
    this.#compare(entry, '4.4', credentials.eligible, this.#roll, say.moreThanRoll);
  }

  closing(entry: Entry, state: BoardState): void {
    const { clock, box } = state;
    const { election, findings } = this.#context;
    findings.count('7.6');
    const read = (reader: Reader): { ballots: number; challenged: number } => ({
      ballots: reader.u32(),
      challenged: reader.u32(),
    });
    const stated = this.#open(entry, '7.6', election.authority, read);
    const end = election.closes + BigInt(election.manifest.graceSeconds);
    this.#faults(
      entry,
      '7.6',
      (clock === undefined || clock < end) && say.tooEarly(),
      stated && stated.ballots !== box.ballots && say.otherBallots(stated.ballots, box.ballots),
      stated &&
        stated.challenged !== box.challenged &&
        say.otherChallenged(stated.challenged, box.challenged),
    );
    this.#closingOfSites(entry, state);
  }

  /** Every site is done (7.6), and every one that is has closed and delivered what it named (7.8). */
  #closingOfSites({ index }: Entry, { clock = 0n, sites }: BoardState): void {
    const { election, findings } = this.#context;
    for (const [s, site] of sites.all.entries()) {
      const place = { entry: index, site: election.manifest.sites[s]!.code };
      findings.count('7.8');
      if (!site.isDone(clock)) findings.add('7.6', place, say.siteNotDone());
      else if (!site.hasClosed) findings.add('7.8', place, say.siteNeverClosed());
      else if (site.awaited > 0) findings.add('7.8', place, say.neverDelivered(site.awaited));
    }
  }

  admissions(entry: Entry, { credentials }: BoardState): void {
    const { election } = this.#context;
    const admitted = this.#open(entry, '4.5', election.registrar, (reader) => ({
      internet: this.#perUnit(reader),
      inPerson: hasModalities(election) ? this.#perUnit(reader) : undefined,
    }));
    if (!admitted) return;
    const { internet, inPerson } = admitted;
    const { voted, issued, walkIns } = credentials;
    this.#compare(entry, '4.5', voted, internet, say.moreThanAdmitted);
    if (inPerson) this.#compare(entry, '4.5', issued, inPerson, say.moreIssuedThanAdmitted);
    const all = inPerson ? internet.map((own, u) => own + inPerson[u]!) : internet;
    const limits = this.#roll?.map((own, u) => own + walkIns[u]!);
    if (limits) this.#compare(entry, '4.5', all, limits, say.moreAdmittedThanRoll);
    else this.#context.findings.notRun(['4.5'], say.partUnread());
  }

  #ceremonyFault(run: Run | undefined): Sentence | false {
    if (!run?.isComplete) return say.ceremonyIncomplete();
    if (run.turn !== 'seal') return say.shareChecksMissing(run.trustees.length - run.shareChecked.size);
    const { threshold } = this.#context.election;
    return run.sealed.size < threshold && say.sealsMissing(run.sealed.size, threshold);
  }

  /** The body, if it can be read; a wrong signature is a failure but hides nothing. */
  #open<T>(entry: Entry, check: CheckId, key: Uint8Array, read: (reader: Reader) => T): T | undefined {
    const opened = openSigned(this.#context.election, entry.bytes, read);
    if (opened instanceof Refusal) {
      this.#faults(entry, check, opened.says);
      return undefined;
    }
    this.#faults(entry, check, !opened.signedBy(key) && say.badSignature());
    return opened.body;
  }

  #faults({ index }: Entry, check: CheckId, ...faults: readonly (Sentence | false | undefined)[]): void {
    for (const says of faults) if (says) this.#context.findings.add(check, { entry: index }, says);
  }

  #perUnit(reader: Reader): number[] {
    return times(this.#context.election.manifest.units.length, () => reader.u32());
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
