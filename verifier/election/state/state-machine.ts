/**
 * State machine of the board. It checks that each entry belongs to the stage and passes the entry to the class
 * that judges it (spec §8.8).
 * @module
 */
import { range } from '../../findings/checks.ts';
import { sentences } from '../../findings/sentences.ts';
import type { BallotJudge, MakeBallotJudge } from '../ballot/ballot-judge.ts';
import type { Entry } from '../entry.ts';
import { isKind, kindOf, type KindName, type NamedKind, type Stage, stageAfter } from '../kinds.ts';
import { Acts, MAX_ACTS } from './acts.ts';
import { BallotBox } from './ballot-box.ts';
import { BallotPipeline } from './ballot-pipeline.ts';
import { Ceremony } from './ceremony.ts';
import { Clock } from './clock.ts';
import type { Context } from './context.ts';
import { Count } from './count.ts';
import { Credentials } from './credentials.ts';
import { Disputes } from './disputes.ts';
import type { RereadBundle } from './replaced-ballots.ts';
import { Sites } from './sites.ts';
import { type BoardState, StageTransitions } from './stage-transitions.ts';

/** Functions that return the entries in memory from an index on, and the root of the log up to the entry. */
export interface EntryContext {
  readonly upcoming: (from: number) => Iterable<Entry>;
  readonly root: () => Uint8Array;
}

/** Function that judges an entry of the stage. `now`: clock at the entry, or 0 before the first valid mark. */
type Handler = (entry: Entry, now: bigint, context: EntryContext) => void | Promise<void>;

export class ElectionStateMachine {
  readonly #context: Context;
  readonly #clock: Clock;
  readonly ceremony: Ceremony;
  readonly #disputes: Disputes;
  readonly #transitions: StageTransitions;
  readonly acts: Acts;
  readonly credentials: Credentials;
  readonly sites: Sites;
  readonly ballotBox: BallotBox;
  stage: Stage = 'set-up';
  /** Set at the opening if the key ceremony is complete. Without its key K no ballot can be judged. */
  #judge: BallotJudge | undefined;
  #pipeline: BallotPipeline | undefined;
  #count: Count | undefined;
  readonly #makeJudge: MakeBallotJudge;

  constructor(
    context: Context,
    receiptIndexes: ReadonlySet<number>,
    rereadBundle: RereadBundle,
    makeJudge: MakeBallotJudge,
  ) {
    this.#context = context;
    this.#makeJudge = makeJudge;
    this.#clock = new Clock(context);
    this.ceremony = new Ceremony(context);
    this.#disputes = new Disputes(context, this.ceremony);
    this.#transitions = new StageTransitions(context);
    this.acts = new Acts(context);
    this.credentials = new Credentials(context);
    this.sites = new Sites(context, this.credentials, this.acts.hours);
    this.ballotBox = new BallotBox(context, this.credentials, this.sites, receiptIndexes, rereadBundle);
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
  async judgeEntry(entry: Entry, context: EntryContext): Promise<void> {
    const { findings } = this.#context;
    const { index, bytes } = entry;
    findings.count('7.5');
    if (index === 1 && !isKind(bytes, 'clock')) this.#clock.reportMissingFirstMark();
    const kind = this.#knownKind(bytes);
    if (kind?.stages.includes(this.stage)) {
      if (this.acts.isFull(kind.name)) findings.add('7.5', { entry: index }, sentences.tooManyActs(MAX_ACTS));
      else await this.#handle(entry, kind, context);
    } else if (kind?.name === 'ballot') this.ballotBox.judgeOutsideOpenStage(entry);
    else
      findings.add(
        '7.5',
        { entry: index },
        kind ? sentences.wrongStage(kind.label) : sentences.unknownKind(bytes[0]!),
      );
  }

  /** Returns the kind of an entry after the manifest, or undefined if this election does not know it. */
  #knownKind(bytes: Uint8Array): NamedKind | undefined {
    const kind = kindOf(bytes);
    if (kind?.name === 'manifest') return undefined; // index 0 only
    return kind?.onlyWithSites && this.#context.election.sites.length === 0 ? undefined : kind;
  }

  async #handle(entry: Entry, kind: NamedKind, context: EntryContext): Promise<void> {
    const now = this.#clock.now ?? 0n;
    this.stage = stageAfter(this.stage, kind);
    await this.#handlers[kind.name](entry, now, context);
    this.ceremony.run?.noteTurn(now);
  }

  readonly #handlers: Readonly<Record<KindName, Handler>> = {
    manifest: () => undefined, // never called
    clock: async (entry, _, { upcoming, root }) => {
      this.#clock.prefetchCheckpoints(entry, upcoming);
      if (!(await this.#clock.judgeMark(entry, root()))) return;
      const time = this.#clock.now ?? 0n;
      this.ceremony.startFirstRun(time);
      this.acts.hours.gaps.record({ index: entry.index, time, stage: this.stage });
    },
    build: (entry) => this.acts.judgeBuild(entry, this.stage),
    incident: (entry) => this.acts.judgeIncident(entry),
    changeOfHours: (entry) =>
      this.acts.judgeChange(entry, {
        clock: this.#clock.now,
        hasClosed: (site) => this.sites.all[site]?.hasClosed === true,
      }),
    commit: (entry) => this.ceremony.judgeCommit(entry),
    reveal: (entry) => this.ceremony.judgeReveal(entry),
    deal: (entry) => this.ceremony.judgeDeal(entry),
    certificate: (entry) => this.ceremony.judgeCertificate(entry),
    complaint: (entry) => this.#disputes.judgeComplaint(entry),
    answer: (entry, now) => this.#disputes.judgeAnswer(entry, now),
    absence: (entry, now) => this.#disputes.judgeAbsence(entry, now),
    shareCheck: (entry) => this.ceremony.judgeShareCheck(entry),
    seal: (entry) => this.ceremony.judgeSeal(entry),
    credentialList: (entry) => this.credentials.judgeList(entry),
    revocation: (entry) => this.credentials.judgeRevocation(entry),
    pool: (entry) => this.sites.judgePool(entry),
    opening: (entry) => this.#open(entry),
    // Without a key, the following entries are not judged; `#open` reported this.
    issue: (entry, now) => {
      if (this.#pipeline) this.sites.judgeIssue(entry, now, this.#transitions.roll);
    },
    siteClosing: async (entry, now) => {
      if (this.#pipeline) await this.sites.judgeClosing(entry, now);
    },
    ballot: async (entry, now, { upcoming }) => {
      const at = await this.#pipeline?.judgedBallot(entry, upcoming);
      if (at) this.ballotBox.judgeBallot(entry, at, now, this.#inVotingPeriod());
    },
    challengedBallot: async (entry, _, { upcoming }) => {
      const at = await this.#pipeline?.judgedBallot(entry, upcoming);
      if (at) this.ballotBox.judgeChallenged(entry, at);
    },
    closing: (entry) => {
      if (this.#pipeline) this.#transitions.judgeClosing(entry, this.#boardState());
    },
    admissions: (entry) => {
      if (this.#pipeline) this.#transitions.judgeAdmissions(entry, this.#boardState());
    },
    tally: async (entry) => {
      if (this.#judge) await this.ballotBox.removeReplaced(this.#judge);
      await this.#count?.judgeTally(entry);
    },
    decryptionShare: (entry) => this.#count?.judgeShare(entry),
    result: (entry) => this.#count?.judgeResult(entry),
  };

  #open(entry: Entry): void {
    const { run } = this.ceremony;
    this.#transitions.judgeOpening(entry, this.#boardState(), run);
    if (run?.isComplete) {
      const { election, arithmetic } = this.#context;
      this.#judge = this.#makeJudge({ election, arithmetic, K: run.key() });
      this.#pipeline = new BallotPipeline(this.#judge);
      this.#count = new Count(this.#context, run, this.ballotBox.sums);
    } else {
      const ids = ['4.5', ...range('4.7', '6.3'), ...closingAndCount, '11.2'] as const;
      this.#context.findings.notRun(ids, sentences.noElectionKey());
    }
  }

  #inVotingPeriod(): boolean {
    const { opens, manifest } = this.#context.election;
    const { closes } = this.acts.hours;
    const now = this.#clock.now;
    return now !== undefined && opens <= now && now < closes + BigInt(manifest.graceSeconds);
  }

  #boardState(): BoardState {
    const { acts, credentials, sites, ballotBox } = this;
    return { clock: this.#clock.now, acts, credentials, sites, ballotBox };
  }

  /**
   * Reports the checks that failed or could not run because entries are missing at the end of the board. With
   * `soFar` they are reported as not yet due (§10.1).
   */
  async finish(size: number, soFar: boolean): Promise<void> {
    const { findings } = this.#context;
    const rest = missing[this.stage];
    const underWay = soFar && rest !== undefined;
    if (!underWay) this.#clock.judgeLastEntry(size); // otherwise the mark may still come
    if (this.stage === 'finished') await this.#clock.judgeLastCheckpoint();
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

/** Checks from the closing on that need the election key. Acts of office (7.9, 7.12) do not. */
const closingAndCount = [...range('7.6', '7.8'), ...range('8.1', '10.3')];

/**
 * By the last stage of the board: the check that reports the missing entry, its sentence, and the later checks
 * that cannot run.
 */
const missing = {
  'set-up': {
    check: '7.4',
    says: sentences.noOpening,
    later: ['3.5', '4.4', '4.5', ...range('4.7', '6.3'), ...closingAndCount],
  },
  open: { check: '7.6', says: sentences.noClosing, later: ['4.5', '7.8', ...range('8.1', '10.3')] },
  closed: { check: '4.5', says: sentences.noAdmissions, later: range('8.1', '10.3') },
  admitted: { check: '8.1', says: sentences.noTally, later: range('8.2', '10.3') },
  tallied: { check: '10.1', says: sentences.noResult, later: ['10.2', '10.3'] },
  finished: undefined,
} as const;
