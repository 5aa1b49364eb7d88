/**
 * The record as a trustee's program reads it out of its mirror: every entry judged by those before it (spec §8.8). What
 * breaks a rule is void and named; a faulty entry that frames the record ends the reading, for nothing may be built on it.
 * @module
 */

import { equalBytes } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { checkEntrySignature, type BlobRef } from '#crypto/entry/entry.ts';
import { parseIssue, parseSiteClosing } from '#crypto/record/in-person.ts';
import { Kind } from '#crypto/entry/kinds.ts';
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
import { TILE_WIDTH } from '#crypto/log/tile.ts';
import { isCeremony, RecordState, type Stage } from '#crypto/record/record-state.ts';
import { openShare } from '#crypto/tally/share.ts';
import { TrusteeProblem } from '../shared/problems.ts';
import { BallotBox, type Cast } from './ballot-box.ts';
import type { Mirror, Progress } from './mirror.ts';
import { Sites } from './sites.ts';
import { must, type VoidEntry } from './verdict.ts';
import { Voters } from './voters.ts';

/** Ballots judged at a time. */
const BATCH = 64;

/** A message of the ceremony, and the clock at which it stands: what a step's process reads the ceremony from. */
export interface CeremonyEntry {
  readonly clock: number;
  readonly entry: Uint8Array;
}

type Signer = 'authorityKey' | 'registrarKey' | 'boardKey';

export class BoardRecord {
  readonly election: Election;
  readonly state: RecordState;
  readonly voids: VoidEntry[] = [];
  /** Valid messages of the ceremony. */
  readonly ceremony: CeremonyEntry[] = [];
  /** The first clock mark: the ceremony's beginning. */
  startedAt = 0;
  readonly voters: Voters;
  readonly #sites: Sites;
  readonly #mirror: Mirror;
  #held: BallotBox | undefined;
  #pending: Cast[] = [];

  /** Nothing is read yet. */
  constructor(election: Election, mirror: Mirror) {
    this.election = election;
    this.#mirror = mirror;
    this.state = new RecordState(election);
    this.voters = new Voters(election);
    this.#sites = new Sites(this.state);
  }

  /**
   * Reads on to the first `size` entries, which were verified, from where the last reading ended. Throws `board-faulty`: the
   * record is of no use after it.
   */
  async read(size: number, progress: Progress = () => undefined): Promise<void> {
    let index = this.state.size;
    for await (const entries of this.#mirror.bundles(size, index)) {
      for (const entry of entries.slice(index % TILE_WIDTH)) await this.#take(index++, entry);
      progress(index, size);
    }
    this.#judgePending();
  }

  /** Valid ballots so far. */
  get ballots(): number {
    return this.#held?.ballots ?? 0;
  }

  /** Ballots that count: one of each credential. */
  get counted(): number {
    return this.voters.voted().reduce((sum, ballots) => sum + ballots, 0);
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

  async #take(index: number, entry: Uint8Array): Promise<void> {
    if (entry[0] === Kind.ballot && this.#key) {
      this.#pending.push({ index, entry });
      if (this.#pending.length === BATCH) this.#judgePending();
      return;
    }
    this.#judgePending();
    const framing = framings.get(entry[0]!);
    const due = framing?.stage === this.state.stage && (entry[0] !== Kind.manifest || index === 0);
    try {
      must(index > 0 || entry[0] === Kind.manifest, 'the first entry is not the manifest');
      await (due ? this.#frame(entry) : this.#judge(entry));
      this.state.apply(index, entry); // throws if a message of the ceremony is void
      if (isCeremony(entry[0]!)) this.ceremony.push({ clock: this.state.clock, entry });
      if (entry[0] === Kind.clock && this.startedAt === 0) this.startedAt = this.state.clock;
    } catch (error) {
      const why = (error as Error).message;
      if (due || index === 0) throw new TrusteeProblem('board-faulty', `${index}: ${why}`);
      this.#reject(index, why, trusteeOf(entry));
    }
  }

  /** K, once it stands fast. */
  get #key(): RecordState['key'] {
    return this.state.stage === 'setup' ? undefined : this.state.key;
  }

  get #box(): BallotBox {
    return (this.#held ??= new BallotBox(this.election, this.#key!, this.voters, this.#sites));
  }

  #judgePending(): void {
    if (this.#pending.length === 0) return;
    this.#box.take(this.#pending, this.state, (index, why) => this.#reject(index, why));
    this.state.size = this.#pending.at(-1)!.index + 1;
    this.#pending = [];
  }

  #reject(index: number, why: string, trustee?: number): void {
    this.voids.push({ index, why, trustee });
    this.state.size = index + 1;
  }

  /** Entries that are valid or void; throws if void. Ceremony messages are judged by the state. */
  async #judge(entry: Uint8Array): Promise<void> {
    const { stage } = this.state;
    const kind = entry[0]!;
    if (isCeremony(kind)) must(stage === 'setup' && this.state.ceremony !== undefined, 'not in this stage');
    else if (kind === Kind.clock) {
      this.#mustBeSigned(entry, 'boardKey');
      must(parseClock(entry) >= this.state.clock, 'the clock goes back');
    } else if (kind === Kind.credentials) {
      must(stage === 'setup', 'not in this stage');
      this.#mustBeSigned(entry, 'registrarKey');
      this.voters.list(entry);
    } else if (kind === Kind.revocation) {
      must(stage === 'setup' || stage === 'open', 'not in this stage');
      this.#mustBeSigned(entry, 'registrarKey');
      this.voters.revoke(entry);
    } else if (kind === Kind.pool) {
      must(stage === 'setup', 'not in this stage');
      this.#mustBeSigned(entry, 'registrarKey');
      this.voters.pool(entry);
    } else if (kind === Kind.issue || kind === Kind.siteClosing) {
      must(stage === 'open', 'not in this stage');
      await this.#judgeSite(entry);
    } else if (kind === Kind.challenged) {
      must(stage === 'open', 'not in this stage');
      this.#mustBeSigned(entry, 'boardKey');
      this.#box.takeChallenge(entry);
    } else if (kind === Kind.decryptionShare) {
      must(stage === 'tallied', 'not in this stage');
      await this.#judgeShare(entry);
    } else throw new Error('not in this stage');
  }

  async #judgeSite(entry: Uint8Array): Promise<void> {
    const message = entry[0] === Kind.issue ? parseIssue(entry) : parseSiteClosing(entry);
    const key = this.election.sites[message.site]?.key;
    must(key !== undefined && checkEntrySignature(key, this.election.id, entry), 'wrong signature');
    if ('held' in message) {
      this.#sites.close(message, await this.blobOf(message.held), this.voters);
      return;
    }
    this.#sites.mustBeOpenFor(message.site, entry);
    this.voters.issue(message, this.state.roll);
    this.#sites.arrive(message.site, entry);
  }

  async #judgeShare(entry: Uint8Array): Promise<void> {
    const { trustee, share } = parseShareEntry(entry);
    const run = this.state.ceremony!.run;
    must(checkEntrySignature(run.trustee(trustee).signingKey, this.election.id, entry), 'wrong signature');
    must(!this.state.shares.has(trustee), 'this trustee’s share is on the board');
    const tally = await this.blobOf(this.state.tally!);
    openShare(this.election, tally, trustee, run.verificationKey(trustee), await this.blobOf(share));
  }

  async #frame(entry: Uint8Array): Promise<void> {
    this.#mustBeSigned(entry, framings.get(entry[0]!)!.signer);
    const { election, state, voters } = this;
    switch (entry[0]) {
      case Kind.manifest:
        return must(equalBytes(parseManifestEntry(entry).hash, election.id), 'the manifest is another one');
      case Kind.opening: {
        const roll = parseOpening(entry, election.unitCount);
        must(state.ceremony?.run.readyToOpen === true, 'opening: the key ceremony is not complete');
        must(state.clock >= election.opens, 'opening: before the hour');
        return must(
          voters.entitled.every((listed, unit) => listed <= roll[unit]!),
          'opening: a unit has more credentials than people',
        );
      }
      case Kind.closing: {
        const { ballots, challenged } = parseClosing(entry);
        must(state.clock >= state.graceEnds, 'closing: before the hour');
        must(this.#sites.areDone(), 'closing: a site has not closed, or still holds ballots');
        return must(
          ballots === this.ballots && challenged === (this.#held?.challenged ?? 0),
          'closing: other numbers of ballots',
        );
      }
      case Kind.admissions: {
        const { internet, inPerson } = parseAdmissions(entry, election);
        const [voted, issued] = [voters.votedByInternet(), voters.issued()];
        const within = state.roll.every((people, unit) => {
          const [online, there] = [internet[unit]!, inPerson?.[unit] ?? 0];
          const most = people + issued.walkIns[unit]!;
          return voted[unit]! <= online && issued.all[unit]! <= there && online + there <= most;
        });
        return must(within, 'admissions: other than ballots and roll allow');
      }
      case Kind.tally:
        return void (await this.blobOf(parseTallyEntry(entry)));
      default:
        return void (await this.blobOf(parseResultEntry(entry)));
    }
  }

  /** Throws if the board does not have the blob. */
  async blobOf(ref: BlobRef): Promise<Uint8Array> {
    const blob = await this.#mirror.blob(ref);
    must(blob !== undefined, 'its document is missing');
    return blob!;
  }

  #mustBeSigned(entry: Uint8Array, signer: Signer): void {
    must(checkEntrySignature(this.election[signer], this.election.id, entry), 'wrong signature');
  }
}

/** Where messages of ceremony and count name their trustee (spec §5.1, §9.5); an absence is the authority's. */
function trusteeOf(entry: Uint8Array): number | undefined {
  const kind = entry[0]!;
  if (kind === Kind.decryptionShare) return entry[1];
  return isCeremony(kind) && kind !== Kind.absence ? entry[3] : undefined;
}

/** Entries that end a stage, and whose they are. */
const framings = new Map<number, { readonly stage: Stage; readonly signer: Signer }>([
  [Kind.manifest, { stage: 'setup', signer: 'authorityKey' }],
  [Kind.opening, { stage: 'setup', signer: 'authorityKey' }],
  [Kind.closing, { stage: 'open', signer: 'authorityKey' }],
  [Kind.admissions, { stage: 'closed', signer: 'registrarKey' }],
  [Kind.tally, { stage: 'admitted', signer: 'boardKey' }],
  [Kind.result, { stage: 'tallied', signer: 'authorityKey' }],
]);
