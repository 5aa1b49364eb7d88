/**
 * Record of the election, as a trustee's program reads it from its copy of the board. Every entry is validated against
 * those before it (spec §8.8). An entry that breaks a rule is void and reported. If the first entry or one that would
 * begin a stage is faulty, the reading ends, because nothing may be built on it.
 * @module
 */

import type { BlobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { TILE_WIDTH } from '#crypto/log/tile.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import { parseIssue, parseSiteClosing } from '#crypto/record/in-person.ts';
import {
  parseAdmissions,
  parseClock,
  parseClosing,
  parseManifestEntry,
  parseOpening,
  parseResultEntry,
  parseShareEntry,
  parseTallyEntry,
} from '#crypto/record/office.ts';
import { assertBuild, assertChangeOfHours, assertIncident } from '#crypto/record/rules/acts.ts';
import { assertClosing, assertManifest, assertShare, assertShareDue } from '#crypto/record/rules/count.ts';
import {
  assertSigned,
  assertStage,
  isCeremony,
  stageBegunBy,
  trusteeOf,
} from '#crypto/record/rules/entry-rules.ts';
import { assertRule } from '#crypto/record/rules/invalid-entry.ts';
import { RecordState } from '#crypto/record/rules/record-state.ts';
import { assertAdmissions, assertOpening } from '#crypto/record/rules/roll.ts';
import { assertSiteMayClose } from '#crypto/record/rules/sites.ts';
import { TrusteeProblem } from '../shared/problems.ts';
import { BallotBox, type CastBallot } from './ballot-box.ts';
import type { Mirror, Progress } from './mirror.ts';
import { Sites } from './sites.ts';
import { Voters } from './voters.ts';

/** Number of ballots that are validated together. */
const BATCH_BALLOTS = 64;

/**
 * Message of the ceremony with the time of the board's clock at that entry. The process of a step validates the
 * ceremony from these.
 */
export interface CeremonyEntry {
  readonly clock: number;
  readonly entry: Uint8Array;
}

/** Entry that breaks a rule: it has no effect, and the board should not have accepted it. */
export interface VoidEntry {
  readonly index: number;
  readonly why: string;
  /** Number of the trustee in whose name the entry is; undefined if it is of another party. */
  readonly trustee: number | undefined;
}

export class BoardRecord {
  readonly election: Election;
  readonly state: RecordState;
  readonly voids: VoidEntry[] = [];
  /** Valid messages of the ceremony. */
  readonly ceremony: CeremonyEntry[] = [];
  /** Time of the first clock mark, with which the ceremony begins, in POSIX seconds. */
  startedAt = 0;
  readonly voters: Voters;
  readonly #sites: Sites;
  readonly #mirror: Mirror;
  /** Ballots of the board; undefined before the opening, which fixes the election key. */
  #ballotBox: BallotBox | undefined;
  #pending: CastBallot[] = [];

  /** Creates a record of which no entry has been read. */
  constructor(election: Election, mirror: Mirror) {
    this.election = election;
    this.#mirror = mirror;
    this.state = new RecordState(election);
    this.voters = new Voters(election);
    this.#sites = new Sites(this.state);
  }

  /**
   * Reads up to the first `size` entries, which the mirror has verified, from where the last reading ended. Throws
   * `board-faulty`, after which the record is of no use.
   */
  async read(size: number, progress: Progress = () => undefined): Promise<void> {
    let index = this.state.size;
    for await (const entries of this.#mirror.bundles(size, index)) {
      for (const entry of entries.slice(index % TILE_WIDTH)) await this.#readEntry(index++, entry);
      progress(index, size);
    }
    this.#addPending();
  }

  /** Valid ballots so far. */
  get ballots(): number {
    return this.#ballotBox?.ballots ?? 0;
  }

  /** Ballots that count: one of each credential. */
  get counted(): number {
    return this.voters.voted;
  }

  /** Positions of the contests that have too few ballots to be decrypted (spec §9.2). */
  get withheld(): readonly number[] {
    return this.#contestsWith((ballots) => ballots > 0 && ballots < this.election.manifest.smallUnit);
  }

  /** Whether the tally has a sum to decrypt (spec §9.5). */
  get hasSums(): boolean {
    const { smallUnit } = this.election.manifest;
    return this.#contestsWith((ballots) => ballots > 0 && ballots >= smallUnit).length > 0;
  }

  #contestsWith(holds: (ballots: number) => boolean): number[] {
    const positions = this.election.contests.map(({ position }) => position);
    return positions.filter((position) => holds(this.voters.votedIn(position)));
  }

  async #readEntry(index: number, entry: Uint8Array): Promise<void> {
    const kind = entry[0]!;
    if (kind === Kind.ballot && this.#ballotBox) {
      this.#pending.push({ index, entry });
      if (this.#pending.length === BATCH_BALLOTS) this.#addPending();
      return;
    }
    this.#addPending();
    let isFraming = index === 0;
    try {
      assertStage(entry, this.state);
      isFraming ||= stageBegunBy(entry) !== undefined;
      await this.#validate(entry);
      this.state.apply(index, entry); // throws if a message of the ceremony is void
      if (kind === Kind.opening) this.#ballotBox = this.#newBallotBox();
      if (isCeremony(kind)) this.ceremony.push({ clock: this.state.clock, entry });
      if (kind === Kind.clock && this.startedAt === 0) this.startedAt = this.state.clock;
    } catch (error) {
      const why = (error as Error).message;
      if (isFraming) throw new TrusteeProblem('board-faulty', `${index}: ${why}`);
      this.#reject(index, why, trusteeOf(entry));
    }
  }

  #newBallotBox(): BallotBox {
    const { election, state, voters } = this;
    if (!state.key) throw new Error('the election has no key');
    return new BallotBox(election, state.key, voters, this.#sites);
  }

  #addPending(): void {
    const last = this.#pending.at(-1);
    if (!last) return;
    this.#ballotBox?.add(this.#pending, this.state, (index, why) => this.#reject(index, why));
    this.state.size = last.index + 1;
    this.#pending = [];
  }

  #reject(index: number, why: string, trustee?: number): void {
    this.voids.push({ index, why, trustee });
    this.state.size = index + 1;
  }

  /**
   * Throws if an entry, which belongs to the stage, breaks another rule. Messages of the ceremony are validated by the
   * state.
   */
  async #validate(entry: Uint8Array): Promise<void> {
    const kind = entry[0]!;
    if (isCeremony(kind)) return;
    assertSigned(this.election, entry);
    const { election, state, voters } = this;
    switch (kind) {
      case Kind.manifest:
        return assertManifest(parseManifestEntry(entry, election.authority), state);
      case Kind.clock:
        return assertRule(parseClock(entry) >= state.clock, 'the clock goes back');
      case Kind.build:
        return assertBuild(entry, await this.#documentOf(entry), state);
      case Kind.incident:
        return assertIncident(entry, await this.#documentOf(entry), state);
      case Kind.changeOfHours:
        return assertChangeOfHours(entry, state);
      case Kind.credentials:
        return voters.addList(entry);
      case Kind.pool:
        return voters.addPool(entry);
      case Kind.revocation:
        return voters.revoke(entry);
      case Kind.opening:
        return assertOpening(parseOpening(entry, election), { state, active: voters.entitled });
      case Kind.issue:
        return this.#issue(entry);
      case Kind.siteClosing:
        return this.#closeSite(entry);
      case Kind.challenged:
        return this.#ballotBox?.addChallenged(entry);
      case Kind.closing:
        return this.#validateClosing(entry);
      case Kind.admissions:
        return this.#validateAdmissions(entry);
      case Kind.tally:
        return void (await this.blobOf(parseTallyEntry(entry)));
      case Kind.decryptionShare:
        return this.#validateShare(entry);
      default:
        return void (await this.blobOf(parseResultEntry(entry, election.authority)));
    }
  }

  #issue(entry: Uint8Array): void {
    const issue = parseIssue(entry);
    this.voters.issue(issue, this.state, this.#sites.isOutstanding(issue.site, entry));
    this.#sites.markDelivered(issue.site, entry);
  }

  async #closeSite(entry: Uint8Array): Promise<void> {
    const closing = parseSiteClosing(entry);
    assertSiteMayClose(this.state, closing.site);
    this.#sites.close(closing, await this.blobOf(closing.held), this.voters);
  }

  #validateClosing(entry: Uint8Array): void {
    const { state, ballots } = this;
    const challenged = this.#ballotBox?.challenged ?? 0;
    const areSitesDone = this.#sites.areDone();
    assertClosing(parseClosing(entry, state.election.authority), {
      state,
      areSitesDone,
      ballots,
      challenged,
    });
  }

  #validateAdmissions(entry: Uint8Array): void {
    const { roll } = this.state;
    const { all: issued, walkIns } = this.voters.issued();
    const votedByInternet = this.voters.votedByInternet();
    assertAdmissions(parseAdmissions(entry, this.election), { roll, votedByInternet, issued, walkIns });
  }

  async #validateShare(entry: Uint8Array): Promise<void> {
    const { trustee, share } = parseShareEntry(entry);
    assertShareDue(this.state, trustee);
    assertRule(this.state.tally !== undefined, 'there is no tally');
    const tally = await this.blobOf(this.state.tally);
    assertShare(this.state, tally, trustee, await this.blobOf(share));
  }

  async #documentOf(entry: Uint8Array): Promise<Uint8Array> {
    const ref = blobRefOf(entry);
    assertRule(ref !== undefined, 'it names no document', 'entry-form');
    return this.blobOf(ref);
  }

  /** Returns the blob with this reference; throws if the board does not have it. */
  async blobOf(ref: BlobRef): Promise<Uint8Array> {
    const blob = await this.#mirror.blob(ref);
    assertRule(blob !== undefined, 'its document is missing', 'entry-blob');
    return blob;
  }
}
