/**
 * Whole election on one machine, step by step. Every party acts only through entries on the board. The runner calls
 * the steps in order; tests call them out of order, or post other entries in between.
 * @module
 */

import { compareBytes, toHex } from '#crypto/bytes.ts';
import { Ceremony } from '#crypto/ceremony/ceremony.ts';
import { makeSeal, makeShareCheck, RunSecrets } from '#crypto/ceremony/trustee.ts';
import type { Scalar } from '#crypto/group.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { readCountedBallot } from '#crypto/ballot/ballot.ts';
import { randomBytes } from '#crypto/random.ts';
import { printIncident, type Incident } from '#crypto/record/act-documents.ts';
import { encodeChangeOfHours, encodeIncident, INTERNET } from '#crypto/record/acts.ts';
import { blobRef, signEntry, type EntrySigner } from '#crypto/entry/entry.ts';
import {
  encodeHeld,
  encodeIssue,
  encodePool,
  encodeSiteClosing,
  parseIssue,
  type Held,
  type Issue,
  type SiteClosing,
} from '#crypto/record/in-person.ts';
import {
  encodeAdmissions,
  encodeClock,
  encodeClosing,
  encodeCredentialList,
  encodeManifestEntry,
  encodeOpening,
  encodeResultEntry,
  encodeShareEntry,
  encodeTallyEntry,
  MAX_LIST,
  type Admissions,
} from '#crypto/record/office.ts';
import { modalities } from '#crypto/tally/cells.ts';
import { encodeResult, openTally, type ContestResult } from '#crypto/tally/result.ts';
import { makeShare, openShare, type DecryptionShare } from '#crypto/tally/share.ts';
import { encodeTally, parseTally, TallyBuilder } from '#crypto/tally/tally.ts';
import type { BoardWriter } from './board-writer.ts';
import type { CeremonyMessages, RehearsalParties } from './custody.ts';

/** Public data of a voter: a credential, its ballot style and its unit. */
export interface ListedCredential {
  /** Encoding of the credential. */
  readonly X: Uint8Array;
  readonly style: number;
  readonly unit: number;
}

export class Rehearsal {
  readonly election: Election;
  readonly parties: RehearsalParties;
  readonly board: BoardWriter;
  /** Time of the simulated clock, in POSIX seconds. */
  now: number;
  readonly ceremony: Ceremony;
  /** Shares of the secret key by trustee number, without those that trustees keep in tokens. */
  readonly shares = new Map<number, Scalar>();
  roll: number[];
  /** Last ballot of each credential, by the credential in hexadecimal. Empty if voters may not vote again. */
  readonly #lastBallots = new Map<string, Uint8Array>();
  /** Number of people admitted by unit and modality: here those who voted or received a credential at a site. */
  readonly admitted: Record<'internet' | 'inPerson', number[]>;
  /** Credentials of pools, in hexadecimal, and the site that holds them. */
  readonly #pooled = new Map<string, number>();
  /** Number of issues and ballots of each site on the board. */
  readonly #ofSites: { issued: number; ballots: number }[];
  /** Ends that were moved, by place. */
  readonly #ends = new Map<number, number>();
  readonly tally: TallyBuilder;
  #ballots = 0;
  #challenged = 0;
  readonly #opened = new Map<number, DecryptionShare>();
  readonly #said: { readonly clock: number; readonly entry: Uint8Array }[] = [];
  #tallyBlob: Uint8Array = new Uint8Array();

  /** Starts the board with the manifest and the first clock entry. `early` posts entries between the two. */
  static async begin(
    manifest: Uint8Array,
    parties: RehearsalParties,
    board: BoardWriter,
    signer: EntrySigner = parties.authority,
    early?: (rehearsal: Rehearsal) => Promise<void>,
  ): Promise<Rehearsal> {
    const rehearsal = new Rehearsal(manifest, parties, board);
    await board.blob(manifest);
    await rehearsal.post(signer, encodeManifestEntry(blobRef(manifest)));
    await early?.(rehearsal);
    await rehearsal.mark();
    return rehearsal;
  }

  private constructor(manifest: Uint8Array, parties: RehearsalParties, board: BoardWriter) {
    this.election = parseManifest(manifest);
    this.parties = parties;
    this.board = board;
    this.now = this.election.opens - 86_400;
    this.ceremony = new Ceremony(this.election, this.now);
    this.roll = Array.from({ length: this.election.unitCount }, () => 0);
    this.admitted = { internet: [...this.roll], inPerson: [...this.roll] };
    this.#ofSites = this.election.sites.map(() => ({ issued: 0, ballots: 0 }));
    this.tally = new TallyBuilder(this.election);
  }

  /** Signs `kind || body` and appends it. */
  async post(signer: EntrySigner, unsigned: Uint8Array): Promise<Uint8Array> {
    const entry = await signEntry(signer, this.election.id, unsigned);
    await this.board.append(entry);
    return entry;
  }

  /** Advances the clock by `seconds` and publishes a clock entry with a witnessed checkpoint (spec §8.6). */
  async mark(seconds = 0): Promise<void> {
    this.now += seconds;
    await this.post(this.parties.board, encodeClock(this.now));
    await this.board.publish(this.now, { archive: true });
  }

  /** Sets the clock to `time` and publishes a clock entry. */
  async markAt(time: number): Promise<void> {
    await this.mark(Math.max(0, time - this.now));
  }

  /** Holds the key ceremony, with everyone honest, up to share checks and seals. */
  async holdCeremony(): Promise<void> {
    const { run } = this.ceremony;
    const numbers = run.trustees.map(({ number }) => number);
    const secrets = new Map(numbers.map((i) => [i, new RunSecrets(this.election, run, i, randomBytes(32))]));
    for (const i of numbers) await this.ceremonyMessage(i, secrets.get(i)!.commit());
    for (const i of numbers) await this.ceremonyMessage(i, secrets.get(i)!.reveal());
    for (const i of numbers) await this.ceremonyMessage(i, secrets.get(i)!.deal());
    for (const i of numbers) {
      await this.#keepShare(i, secrets.get(i)!.share(this.parties.trustees[i - 1]!.encryption));
      await this.ceremonyMessage(i, secrets.get(i)!.certify());
    }
    for (const i of numbers) {
      const { custody } = this.parties.trustees[i - 1]!;
      if (custody) await this.#ceremonyEntry(await custody.shareCheck(this.#ceremonyMessages));
      else await this.ceremonyMessage(i, makeShareCheck(this.election, run, i, this.shares.get(i)!));
    }
    for (const i of numbers) await this.ceremonyMessage(i, makeSeal(run, i));
    await this.mark(30);
  }

  async #keepShare(trustee: number, share: Scalar): Promise<void> {
    const { custody } = this.parties.trustees[trustee - 1]!;
    if (!custody) {
      this.shares.set(trustee, share);
      return;
    }
    const { run } = this.ceremony;
    const X = run.verificationKey(trustee);
    await custody.keep(this.election, { electionId: this.election.id, run: run.number, trustee, X }, share);
  }

  /** Posts a trustee's message and applies it to the public state. */
  async ceremonyMessage(trustee: number, unsigned: Uint8Array): Promise<void> {
    const { signer } = this.parties.trustees[trustee - 1]!;
    await this.#ceremonyEntry(await signEntry(signer, this.election.id, unsigned));
  }

  async #ceremonyEntry(entry: Uint8Array): Promise<void> {
    await this.board.append(entry);
    this.ceremony.accept(entry, this.now);
    this.#said.push({ clock: this.now, entry });
  }

  get #ceremonyMessages(): CeremonyMessages {
    return { startedAt: this.election.opens - 86_400, messages: this.#said };
  }

  /** Publishes credential lists by style and unit, and adds one person per credential to the roll. */
  async listCredentials(credentials: readonly ListedCredential[]): Promise<void> {
    const groups = new Map<string, ListedCredential[]>();
    for (const credential of credentials) {
      const place = `${credential.style}/${credential.unit}`;
      groups.set(place, [...(groups.get(place) ?? []), credential]);
      this.roll[credential.unit]! += 1;
    }
    for (const group of groups.values()) {
      const { style, unit } = group[0]!;
      const sorted = group.map(({ X }) => X).toSorted(compareBytes);
      for (let i = 0; i < sorted.length; i += MAX_LIST) {
        const list = { style, unit, credentials: sorted.slice(i, i + MAX_LIST) };
        await this.post(this.parties.registrar, encodeCredentialList(list));
      }
    }
    await this.mark(30);
  }

  /** Publishes a pool of a site (spec §11.2). */
  async listPool(site: number, credentials: readonly Uint8Array[]): Promise<void> {
    for (const X of credentials) this.#pooled.set(toHex(X), site);
    await this.post(this.parties.registrar, encodePool({ site, credentials }));
    await this.mark(30);
  }

  /** Signs the entry by which a site issues a credential, without publishing it. */
  signIssue(issue: Issue): Promise<Uint8Array> {
    return signEntry(this.parties.sites[issue.site]!, this.election.id, encodeIssue(issue));
  }

  /** Appends a valid issue. */
  async appendIssue(entry: Uint8Array): Promise<void> {
    const { site, unit } = parseIssue(entry);
    await this.board.append(entry);
    this.admitted.inPerson[unit]! += 1;
    this.#ofSites[site]!.issued += 1;
  }

  /**
   * Returns the content of a site's closing. `held`: hashes of the entries that the site has yet to deliver.
   */
  siteClosing(site: number, held: Held): SiteClosing {
    const { issued, ballots } = this.#ofSites[site]!;
    return {
      site,
      issued: issued + held.issues.length,
      ballots: ballots + held.ballots.length,
      held: blobRef(encodeHeld(held)),
    };
  }

  /** Returns the end in force of a site, or of the internet, POSIX seconds (spec §12.3). */
  endOf(place: number): number {
    const { closes, sites } = this.election;
    return this.#ends.get(place) ?? (place === INTERNET ? closes : sites[place]!.ends);
  }

  /** Tells of an incident and returns the index of its entry (spec §12.1). */
  async tell(incident: Omit<Incident, 'format' | 'election'>): Promise<number> {
    const election = toHex(this.election.id);
    const blob = printIncident({ format: 'sivei-incident/v2', election, ...incident });
    await this.board.blob(blob);
    await this.post(this.parties.authority, encodeIncident({ follows: 0, document: blobRef(blob) }));
    const index = this.board.size - 1;
    await this.mark(10);
    return index;
  }

  /** Moves the ends of places by `seconds`, for the reason stated by the incident at this index. */
  async extend(incident: number, seconds: number, ...places: readonly number[]): Promise<void> {
    const ends = places.map((place) => {
      const before = this.endOf(place);
      return { place, before, after: before + seconds };
    });
    for (const { place, after } of ends) this.#ends.set(place, after);
    await this.post(this.parties.authority, encodeChangeOfHours({ incident, ends }));
    await this.mark(10);
  }

  /** Closes a site at the end of the site's grace period. */
  async closeSite(site: number, held: Held = { issues: [], ballots: [] }): Promise<void> {
    await this.markAt(this.endOf(site) + this.election.sites[site]!.grace);
    const unsigned = encodeSiteClosing(this.siteClosing(site, held));
    await this.postBlob(this.parties.sites[site]!, encodeHeld(held), unsigned);
  }

  /** Opens the election at the hour of the manifest. */
  async open(): Promise<void> {
    await this.markAt(this.election.opens);
    await this.post(this.parties.authority, encodeOpening(this.roll));
    await this.mark();
  }

  /** Appends a valid ballot and counts it. Returns its index on the board. */
  async cast(ballot: Uint8Array): Promise<number> {
    const index = await this.board.append(ballot);
    this.#ballots += 1;
    const { credential } = readCountedBallot(ballot, this.election);
    const site = this.#pooled.get(toHex(credential));
    if (site !== undefined) this.#ofSites[site]!.ballots += 1;
    if (this.election.manifest.revoting === 'last') this.#lastBallots.set(toHex(credential), ballot);
    else this.#count(ballot);
    return index;
  }

  /** Publishes a challenged ballot, `kind || body`. */
  async publishChallenge(unsigned: Uint8Array): Promise<void> {
    await this.post(this.parties.board, unsigned);
    this.#challenged += 1;
  }

  /** Advances the clock to the end of the grace period, and counts the last ballots of voters who may vote again. */
  async waitForClosing(): Promise<void> {
    await this.markAt(this.endOf(INTERNET) + this.election.manifest.graceSeconds);
    for (const ballot of this.#lastBallots.values()) this.#count(ballot);
    this.#lastBallots.clear();
  }

  /** Publishes the closing, and admissions of everyone who voted. */
  async close(): Promise<void> {
    await this.waitForClosing();
    await this.post(this.parties.authority, encodeClosing(this.closing));
    await this.post(this.parties.registrar, encodeAdmissions(this.admissions));
    await this.mark(30);
  }

  /** Publishes the encrypted tally, by default the correct one. */
  async publishTally(blob: Uint8Array = encodeTally(this.tally.build())): Promise<void> {
    this.useTally(blob);
    await this.postBlob(this.parties.board, blob, encodeTallyEntry(blobRef(blob)));
  }

  /** Sets the tally that trustees decrypt after this call. */
  useTally(blob: Uint8Array): void {
    this.#tallyBlob = blob;
  }

  /** Whether the tally has sums to decrypt. It has none if nobody voted or all contests are withheld (spec §9.5). */
  get hasSums(): boolean {
    return parseTally(this.#tallyBlob, this.election)
      .flat()
      .some(({ ballots }) => ballots > 0);
  }

  /** Makes a trustee's decryption share of the published tally, and records it for `openResult`. */
  makeShare(trustee: number): Uint8Array {
    return this.#opening(
      trustee,
      makeShare(this.election, this.#tallyBlob, trustee, this.shares.get(trustee)!),
    );
  }

  #opening(trustee: number, blob: Uint8Array): Uint8Array {
    const X = this.ceremony.run.verificationKey(trustee);
    this.#opened.set(trustee, openShare(this.election, this.#tallyBlob, trustee, X, blob));
    return blob;
  }

  /** Publishes the decryption share of one trustee. */
  async publishShare(trustee: number, blob?: Uint8Array): Promise<void> {
    const { signer, custody } = this.parties.trustees[trustee - 1]!;
    const own = async (): Promise<Uint8Array> =>
      custody
        ? this.#opening(trustee, await custody.decrypt(this.#ceremonyMessages, this.#tallyBlob))
        : this.makeShare(trustee);
    const share = blob ?? (await own());
    await this.postBlob(signer, share, encodeShareEntry(trustee, blobRef(share)));
  }

  /** Publishes a decryption share that a trustee signed elsewhere. Throws if the blob is not a valid share. */
  async shareEntry(trustee: number, entry: Uint8Array, blob: Uint8Array): Promise<void> {
    await this.board.blob(this.#opening(trustee, blob));
    await this.board.append(entry);
  }

  /** Returns the result that the decryption shares so far give. Throws if there are fewer than the threshold. */
  openResult(): readonly ContestResult[] {
    return openTally(this.election, parseTally(this.#tallyBlob, this.election), this.#opened);
  }

  /** Publishes a result, by default the correct one. */
  async publishResult(
    result: readonly ContestResult[] = this.openResult(),
  ): Promise<readonly ContestResult[]> {
    const blob = encodeResult(result);
    await this.postBlob(this.parties.authority, blob, encodeResultEntry(blobRef(blob)));
    return result;
  }

  /** Publishes a blob and the entry that refers to it. */
  async postBlob(signer: EntrySigner, blob: Uint8Array, unsigned: Uint8Array): Promise<void> {
    await this.board.blob(blob);
    await this.post(signer, unsigned);
    await this.mark(30);
  }

  /** Content of the closing (spec §8.7). */
  get closing(): { ballots: number; challenged: number } {
    return { ballots: this.#ballots, challenged: this.#challenged };
  }

  /** Content of the admissions (spec §6.5). */
  get admissions(): Admissions {
    const { internet, inPerson } = this.admitted;
    return this.election.sites.length > 0 ? { internet, inPerson } : { internet };
  }

  #count(ballot: Uint8Array): void {
    const counted = readCountedBallot(ballot, this.election);
    if (this.#pooled.has(toHex(counted.credential))) this.tally.add(counted, modalities.inPerson);
    else {
      this.admitted.internet[counted.unit]! += 1;
      this.tally.add(counted, modalities.internet);
    }
  }
}
