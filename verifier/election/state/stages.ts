/** The board's stages: which entry belongs where, and who judges it (spec §8.8). @module */
import { BALLOT_KIND, CHALLENGED_KIND } from '../ballot/judge.ts';
import type { JudgesFor } from '../ballot/judges.ts';
import { range } from '../../findings/checks.ts';
import type { Entry } from '../entry.ts';
import { say } from '../../findings/sentences.ts';
import { BallotBox } from './ballot-box.ts';
import { Ceremony } from './ceremony.ts';
import { Clock, CLOCK_KIND } from './clock.ts';
import type { Context } from './context.ts';
import { Count } from './count.ts';
import { Credentials, LIST_KIND, REVOCATION_KIND } from './credentials.ts';
import { Disputes } from './disputes.ts';
import { type BoardState, Framing } from './framing.ts';
import { Judging, type Upcoming } from './judging.ts';
import type { ReadAgain } from './replaced.ts';
import { ISSUE_KIND, POOL_KIND, SITE_CLOSING_KIND, Sites } from './sites.ts';

export type Stage = 'set-up' | 'open' | 'closed' | 'admitted' | 'tallied' | 'finished';

const everywhere: readonly Stage[] = ['set-up', 'open', 'closed', 'admitted', 'tallied', 'finished'];
const setUp: readonly Stage[] = ['set-up'];

/** Kinds that are not here are unknown or reserved, or the manifest, which is index 0 only. */
const stagesOf = new Map<number, readonly Stage[]>([
  [CLOCK_KIND, everywhere],
  [0x10, setUp],
  [0x11, setUp],
  [0x12, setUp],
  [0x13, setUp],
  [0x14, setUp],
  [0x15, setUp],
  [0x16, setUp],
  [0x17, setUp],
  [0x18, setUp],
  [LIST_KIND, setUp],
  [REVOCATION_KIND, ['set-up', 'open']],
  [POOL_KIND, setUp],
  [ISSUE_KIND, ['open']],
  [SITE_CLOSING_KIND, ['open']],
  [0x31, setUp],
  [0x32, ['open']],
  [0x33, ['closed']],
  [BALLOT_KIND, ['open']],
  [CHALLENGED_KIND, ['open']],
  [0x50, ['admitted']],
  [0x51, ['tallied']],
  [0x52, ['tallied']],
]);

/** Unknown, too, where the manifest has no sites (spec chapter 11). */
const kindsOfSites: ReadonlySet<number> = new Set([POOL_KIND, ISSUE_KIND, SITE_CLOSING_KIND]);

/** The entries at hand from an index on, and the log's root up to the entry. */
export interface Surroundings {
  readonly upcoming: (from: number) => Iterable<Upcoming>;
  readonly root: () => Uint8Array;
}

export class Machine {
  readonly #context: Context;
  readonly #clock: Clock;
  readonly ceremony: Ceremony;
  readonly #disputes: Disputes;
  readonly #framing: Framing;
  readonly credentials: Credentials;
  readonly sites: Sites;
  readonly box: BallotBox;
  stage: Stage = 'set-up';
  /** From the opening on, if there is a complete run, whose K encrypts. Without one no ballot can be judged. */
  #judging: Judging | undefined;
  #count: Count | undefined;
  readonly #judgesFor: JudgesFor;

  constructor(context: Context, watched: ReadonlySet<number>, readAgain: ReadAgain, judgesFor: JudgesFor) {
    this.#context = context;
    this.#judgesFor = judgesFor;
    this.#clock = new Clock(context);
    this.ceremony = new Ceremony(context);
    this.#disputes = new Disputes(context, this.ceremony);
    this.#framing = new Framing(context);
    this.credentials = new Credentials(context);
    this.sites = new Sites(context, this.credentials);
    this.box = new BallotBox(context, this.credentials, this.sites, watched, readAgain);
  }

  get time(): bigint | undefined {
    return this.#clock.now;
  }

  /** The index of the last valid mark. */
  get mark(): number | undefined {
    return this.#clock.at;
  }

  /** False after an opening without an election key. */
  get judgesBallots(): boolean {
    return this.stage === 'set-up' || this.#judging !== undefined;
  }

  get count(): Count | undefined {
    return this.#count;
  }

  /** Every entry but the manifest, in order. */
  async entry(entry: Entry, surroundings: Surroundings): Promise<void> {
    const { election, findings } = this.#context;
    const kind = entry.bytes[0]!;
    findings.count('7.5');
    if (entry.index === 1 && kind !== CLOCK_KIND) this.#clock.missesFirst();
    const known = election.sites.length > 0 || !kindsOfSites.has(kind);
    const stages = known ? stagesOf.get(kind) : undefined;
    if (stages?.includes(this.stage)) await this.#judge(entry, kind, surroundings);
    else if (kind === BALLOT_KIND) this.box.outside(entry);
    else findings.add('7.5', { entry: entry.index }, stages ? say.otherStage(kind) : say.unknownKind(kind));
  }

  async #judge(entry: Entry, kind: number, { upcoming, root }: Surroundings): Promise<void> {
    const now = this.#clock.now ?? 0n;
    switch (kind) {
      case CLOCK_KIND:
        this.#clock.expect(entry, upcoming);
        if (await this.#clock.mark(entry, root())) this.ceremony.start(this.#clock.now!);
        break;
      case 0x10:
        this.ceremony.commit(entry);
        break;
      case 0x11:
        this.ceremony.reveal(entry);
        break;
      case 0x12:
        this.ceremony.deal(entry);
        break;
      case 0x13:
        this.ceremony.certify(entry);
        break;
      case 0x14:
        this.#disputes.complain(entry);
        break;
      case 0x15:
        this.#disputes.answer(entry, now);
        break;
      case 0x16:
        this.#disputes.absence(entry, now);
        break;
      case 0x17:
        this.ceremony.shareCheck(entry);
        break;
      case 0x18:
        this.ceremony.seal(entry);
        break;
      case LIST_KIND:
        this.credentials.list(entry);
        break;
      case REVOCATION_KIND:
        this.credentials.revoke(entry);
        break;
      case POOL_KIND:
        this.sites.pool(entry);
        break;
      case ISSUE_KIND:
        if (this.#judging) this.sites.issue(entry, now, this.#framing.roll);
        break;
      case SITE_CLOSING_KIND:
        if (this.#judging) await this.sites.close(entry, now);
        break;
      case BALLOT_KIND:
      case CHALLENGED_KIND:
        await this.#vote(entry, kind, upcoming);
        break;
      default:
        await this.#frame(entry, kind);
    }
    this.ceremony.run?.noteTurn(now);
  }

  async #vote(entry: Entry, kind: number, upcoming: Surroundings['upcoming']): Promise<void> {
    if (!this.#judging) return; // said at the opening
    const judged = await this.#judging.of(entry, upcoming);
    if (kind === CHALLENGED_KIND) this.box.challenge(entry, judged);
    else this.box.ballot(entry, judged, this.#clock.now ?? 0n, this.#inVotingPeriod());
  }

  /** Entries that end a stage, and decryption shares between two of them. */
  async #frame(entry: Entry, kind: number): Promise<void> {
    switch (kind) {
      case 0x31:
        this.stage = 'open';
        this.#open(entry);
        break;
      case 0x32:
        this.stage = 'closed';
        if (this.#judging) this.#framing.closing(entry, this.#state());
        break;
      case 0x33:
        this.stage = 'admitted';
        if (this.#judging) this.#framing.admissions(entry, this.#state());
        break;
      case 0x50:
        this.stage = 'tallied';
        await this.box.settle();
        await this.#count?.tally(entry);
        break;
      case 0x51:
        await this.#count?.share(entry);
        break;
      case 0x52:
        this.stage = 'finished';
        await this.#count?.publish(entry);
        break;
    }
  }

  #open(entry: Entry): void {
    const { run } = this.ceremony;
    this.#framing.opening(entry, this.#state(), run);
    if (run?.isComplete) {
      const { election, arithmetic } = this.#context;
      this.#judging = new Judging(this.#judgesFor({ election, arithmetic, K: run.key() }));
      this.#count = new Count(this.#context, run, this.box.sums);
    } else {
      const ids = ['4.5', ...range('4.7', '6.3'), ...range('7.6', '10.3'), '11.2'] as const;
      this.#context.findings.notRun(ids, say.noElectionKey());
    }
  }

  #inVotingPeriod(): boolean {
    const { opens, closes, manifest } = this.#context.election;
    const now = this.#clock.now;
    return now !== undefined && opens <= now && now < closes + BigInt(manifest.graceSeconds);
  }

  #state(): BoardState {
    const { credentials, sites, box } = this;
    return { clock: this.#clock.now, credentials, sites, box };
  }

  /** After the last entry: what is missing, or not yet there if it is judged so far (§10.1). */
  finish(size: number, soFar: boolean): void {
    const { findings } = this.#context;
    const rest = missing[this.stage];
    const underWay = soFar && rest !== undefined;
    if (!underWay) this.#clock.finish(size); // else the mark may be yet to come
    if (this.stage === 'tallied') this.#judgeQuorum(underWay);
    if (!rest) return;
    const { check, says, later } = rest;
    if (underWay) {
      findings.notYet([check, ...later], say.notYet());
      return;
    }
    // Without K all that is later was not run already.
    if (this.judgesBallots) findings.add(check, {}, says());
    findings.notRun(later, say.earlierMissing());
  }

  #judgeQuorum(underWay: boolean): void {
    if (underWay && !this.#count?.hasQuorum) this.#context.findings.notYet(['9.3'], say.notYet());
    else this.#count?.judgeQuorum();
  }
}

/** The framing entry that a board in this stage lacks, and the checks after it. */
const missing = {
  'set-up': {
    check: '7.4',
    says: say.noOpening,
    later: ['3.5', '4.4', '4.5', ...range('4.7', '6.3'), ...range('7.6', '10.3')],
  },
  open: { check: '7.6', says: say.noClosing, later: ['4.5', '7.8', ...range('8.1', '10.3')] },
  closed: { check: '4.5', says: say.noAdmissions, later: range('8.1', '10.3') },
  admitted: { check: '8.1', says: say.noTally, later: range('8.2', '10.3') },
  tallied: { check: '10.1', says: say.noResult, later: ['10.2', '10.3'] },
  finished: undefined,
} as const;
