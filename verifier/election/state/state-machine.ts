/**
 * State machine of the board: decides which entry belongs to which stage and passes it on (spec §8.8).
 * @module
 */
import { BALLOT_KIND, CHALLENGED_KIND } from '../ballot/judge.ts';
import type { MakeBallotJudge } from '../ballot/ballot-judge.ts';
import { range } from '../../findings/checks.ts';
import type { Entry } from '../entry.ts';
import { sentences } from '../../findings/sentences.ts';
import { BallotBox } from './ballot-box.ts';
import { Ceremony } from './ceremony.ts';
import { Clock, CLOCK_KIND } from './clock.ts';
import type { Context } from './context.ts';
import { Count } from './count.ts';
import { Credentials, LIST_KIND, REVOCATION_KIND } from './credentials.ts';
import { Disputes } from './disputes.ts';
import { type BoardState, StageTransitions } from './stage-transitions.ts';
import { BallotPipeline, type UpcomingEntry } from './ballot-pipeline.ts';
import type { RereadBundle } from './replaced-ballots.ts';
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

/** Entries in the window from an index on, and the root of the log up to the entry. */
export interface EntryContext {
  readonly upcoming: (from: number) => Iterable<UpcomingEntry>;
  readonly root: () => Uint8Array;
}

export class ElectionStateMachine {
  readonly #context: Context;
  readonly #clock: Clock;
  readonly ceremony: Ceremony;
  readonly #disputes: Disputes;
  readonly #transitions: StageTransitions;
  readonly credentials: Credentials;
  readonly sites: Sites;
  readonly ballotBox: BallotBox;
  stage: Stage = 'set-up';
  /** Set at the opening if there is a complete run, whose K encrypts. Without it no ballot can be judged. */
  #pipeline: BallotPipeline | undefined;
  #count: Count | undefined;
  readonly #makeJudge: MakeBallotJudge;

  constructor(
    context: Context,
    watched: ReadonlySet<number>,
    readAgain: RereadBundle,
    makeJudge: MakeBallotJudge,
  ) {
    this.#context = context;
    this.#makeJudge = makeJudge;
    this.#clock = new Clock(context);
    this.ceremony = new Ceremony(context);
    this.#disputes = new Disputes(context, this.ceremony);
    this.#transitions = new StageTransitions(context);
    this.credentials = new Credentials(context);
    this.sites = new Sites(context, this.credentials);
    this.ballotBox = new BallotBox(context, this.credentials, this.sites, watched, readAgain);
  }

  get time(): bigint | undefined {
    return this.#clock.now;
  }

  /** Index of the last valid mark. */
  get mark(): number | undefined {
    return this.#clock.at;
  }

  /** False after an opening without an election key. */
  get judgesBallots(): boolean {
    return this.stage === 'set-up' || this.#pipeline !== undefined;
  }

  get count(): Count | undefined {
    return this.#count;
  }

  /** Judges an entry. Must be called for every entry but the manifest, in order. */
  async judgeEntry(entry: Entry, surroundings: EntryContext): Promise<void> {
    const { election, findings } = this.#context;
    const kind = entry.bytes[0]!;
    findings.count('7.5');
    if (entry.index === 1 && kind !== CLOCK_KIND) this.#clock.reportMissingFirstMark();
    const known = election.sites.length > 0 || !kindsOfSites.has(kind);
    const stages = known ? stagesOf.get(kind) : undefined;
    if (stages?.includes(this.stage)) await this.#judge(entry, kind, surroundings);
    else if (kind === BALLOT_KIND) this.ballotBox.judgeOutsideOpenStage(entry);
    else
      findings.add(
        '7.5',
        { entry: entry.index },
        stages ? sentences.wrongStage(kind) : sentences.unknownKind(kind),
      );
  }

  async #judge(entry: Entry, kind: number, { upcoming, root }: EntryContext): Promise<void> {
    const now = this.#clock.now ?? 0n;
    switch (kind) {
      case CLOCK_KIND:
        this.#clock.prefetchCheckpoints(entry, upcoming);
        if (await this.#clock.judgeMark(entry, root())) this.ceremony.startFirstRun(this.#clock.now!);
        break;
      case 0x10:
        this.ceremony.judgeCommit(entry);
        break;
      case 0x11:
        this.ceremony.judgeReveal(entry);
        break;
      case 0x12:
        this.ceremony.judgeDeal(entry);
        break;
      case 0x13:
        this.ceremony.judgeCertificate(entry);
        break;
      case 0x14:
        this.#disputes.judgeComplaint(entry);
        break;
      case 0x15:
        this.#disputes.judgeAnswer(entry, now);
        break;
      case 0x16:
        this.#disputes.judgeAbsence(entry, now);
        break;
      case 0x17:
        this.ceremony.judgeShareCheck(entry);
        break;
      case 0x18:
        this.ceremony.judgeSeal(entry);
        break;
      case LIST_KIND:
        this.credentials.judgeList(entry);
        break;
      case REVOCATION_KIND:
        this.credentials.judgeRevocation(entry);
        break;
      case POOL_KIND:
        this.sites.judgePool(entry);
        break;
      case ISSUE_KIND:
        if (this.#pipeline) this.sites.judgeIssue(entry, now, this.#transitions.roll);
        break;
      case SITE_CLOSING_KIND:
        if (this.#pipeline) await this.sites.judgeClosing(entry, now);
        break;
      case BALLOT_KIND:
      case CHALLENGED_KIND:
        await this.#vote(entry, kind, upcoming);
        break;
      default:
        await this.#judgeTransition(entry, kind);
    }
    this.ceremony.run?.noteTurn(now);
  }

  async #vote(entry: Entry, kind: number, upcoming: EntryContext['upcoming']): Promise<void> {
    if (!this.#pipeline) return; // the opening reported it
    const judged = await this.#pipeline.judgedBallot(entry, upcoming);
    if (kind === CHALLENGED_KIND) this.ballotBox.judgeChallenged(entry, judged);
    else this.ballotBox.judgeBallot(entry, judged, this.#clock.now ?? 0n, this.#inVotingPeriod());
  }

  /** Judges entries that end a stage, and decryption shares. */
  async #judgeTransition(entry: Entry, kind: number): Promise<void> {
    switch (kind) {
      case 0x31:
        this.stage = 'open';
        this.#open(entry);
        break;
      case 0x32:
        this.stage = 'closed';
        if (this.#pipeline) this.#transitions.judgeClosing(entry, this.#boardState());
        break;
      case 0x33:
        this.stage = 'admitted';
        if (this.#pipeline) this.#transitions.judgeAdmissions(entry, this.#boardState());
        break;
      case 0x50:
        this.stage = 'tallied';
        await this.ballotBox.removeReplaced();
        await this.#count?.judgeTally(entry);
        break;
      case 0x51:
        await this.#count?.judgeShare(entry);
        break;
      case 0x52:
        this.stage = 'finished';
        await this.#count?.judgeResult(entry);
        break;
    }
  }

  #open(entry: Entry): void {
    const { run } = this.ceremony;
    this.#transitions.judgeOpening(entry, this.#boardState(), run);
    if (run?.isComplete) {
      const { election, arithmetic } = this.#context;
      this.#pipeline = new BallotPipeline(this.#makeJudge({ election, arithmetic, K: run.key() }));
      this.#count = new Count(this.#context, run, this.ballotBox.sums);
    } else {
      const ids = ['4.5', ...range('4.7', '6.3'), ...range('7.6', '10.3'), '11.2'] as const;
      this.#context.findings.notRun(ids, sentences.noElectionKey());
    }
  }

  #inVotingPeriod(): boolean {
    const { opens, closes, manifest } = this.#context.election;
    const now = this.#clock.now;
    return now !== undefined && opens <= now && now < closes + BigInt(manifest.graceSeconds);
  }

  #boardState(): BoardState {
    const { credentials, sites, ballotBox } = this;
    return { clock: this.#clock.now, credentials, sites, ballotBox };
  }

  /**
   * Reports the parts that are missing at the end of the board, or not yet due if it is judged so far
   * (§10.1).
   */
  finish(size: number, soFar: boolean): void {
    const { findings } = this.#context;
    const rest = missing[this.stage];
    const underWay = soFar && rest !== undefined;
    if (!underWay) this.#clock.finish(size); // otherwise the mark may still come
    if (this.stage === 'tallied') this.#judgeQuorum(underWay);
    if (!rest) return;
    const { check, says, later } = rest;
    if (underWay) {
      findings.notYet([check, ...later], sentences.notYet());
      return;
    }
    // Without K the later checks are marked as not run already.
    if (this.judgesBallots) findings.add(check, {}, says());
    findings.notRun(later, sentences.earlierMissing());
  }

  #judgeQuorum(underWay: boolean): void {
    if (underWay && !this.#count?.hasQuorum) this.#context.findings.notYet(['9.3'], sentences.notYet());
    else this.#count?.judgeQuorum();
  }
}

/** Transition that a board in each stage lacks, and the checks that depend on it. */
const missing = {
  'set-up': {
    check: '7.4',
    says: sentences.noOpening,
    later: ['3.5', '4.4', '4.5', ...range('4.7', '6.3'), ...range('7.6', '10.3')],
  },
  open: { check: '7.6', says: sentences.noClosing, later: ['4.5', '7.8', ...range('8.1', '10.3')] },
  closed: { check: '4.5', says: sentences.noAdmissions, later: range('8.1', '10.3') },
  admitted: { check: '8.1', says: sentences.noTally, later: range('8.2', '10.3') },
  tallied: { check: '10.1', says: sentences.noResult, later: ['10.2', '10.3'] },
  finished: undefined,
} as const;
