/**
 * A whole election on one machine, step by step: every party acts through the board's entries alone.
 * The runner calls the steps in order; tests call them out of order, or post something else in between.
 * @module
 */

import { compareBytes, toHex } from '#crypto/bytes.ts';
import { Ceremony } from '#crypto/ceremony/ceremony.ts';
import { makeSeal, makeShareCheck, RunSecrets } from '#crypto/ceremony/trustee.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { encodeElement, type Element, type Scalar } from '#crypto/group.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { readCountedBallot } from '#crypto/record/ballot.ts';
import { blobRef, signEntry } from '#crypto/record/entry.ts';
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
} from '#crypto/record/office.ts';
import { encodeResult, openTally, type ContestResult } from '#crypto/tally/result.ts';
import { makeShare, openShare, type DecryptionShare } from '#crypto/tally/share.ts';
import { encodeTally, TallyBuilder } from '#crypto/tally/tally.ts';
import type { BoardWriter } from '#server/board/board-writer.ts';
import type { Parties } from './parties.ts';

/** Who may vote, in public: a credential, its ballot style and its unit. */
export interface ListedCredential {
  readonly X: Element;
  readonly style: number;
  readonly unit: number;
}

export class Rehearsal {
  readonly election: Election;
  readonly parties: Parties;
  readonly board: BoardWriter;
  /** The simulated clock, POSIX seconds. */
  now: number;
  readonly ceremony: Ceremony;
  /** Shares of the election's secret by trustee number: in a real election they are in five tokens. */
  readonly shares = new Map<number, Scalar>();
  roll: number[];
  /** The last ballot of each credential, by its encoding in hexadecimal; kept only where voters may vote again. */
  private readonly lastBallots = new Map<string, Uint8Array>();
  private readonly voters: number[];
  private readonly tally: TallyBuilder;
  private ballots = 0;
  private challenged = 0;
  private readonly opened = new Map<number, DecryptionShare>();
  private tallyBlob: Uint8Array | undefined;

  /** Starts the board with the manifest and the first clock mark. */
  static async begin(manifest: Uint8Array, parties: Parties, board: BoardWriter): Promise<Rehearsal> {
    const rehearsal = new Rehearsal(manifest, parties, board);
    await board.blob(manifest);
    await rehearsal.post(parties.authority, encodeManifestEntry(blobRef(manifest)));
    await rehearsal.mark();
    return rehearsal;
  }

  private constructor(manifest: Uint8Array, parties: Parties, board: BoardWriter) {
    this.election = parseManifest(manifest);
    this.parties = parties;
    this.board = board;
    this.now = this.election.opens - 86_400;
    this.ceremony = new Ceremony(this.election, this.now);
    this.roll = Array.from({ length: this.election.unitCount }, () => 0);
    this.voters = [...this.roll];
    this.tally = new TallyBuilder(this.election);
  }

  /** Signs `kind || body` and appends it. */
  async post(signer: Signer, unsigned: Uint8Array): Promise<Uint8Array> {
    const entry = await signEntry(signer, this.election.id, unsigned);
    await this.board.append(entry);
    return entry;
  }

  /** A clock mark `seconds` after the last one, and the witnessed checkpoint that goes with it (spec §8.6). */
  async mark(seconds = 0): Promise<void> {
    this.now += seconds;
    await this.post(this.parties.board, encodeClock(this.now));
    await this.board.publish(this.now, { archive: true });
  }

  /** Moves the clock to `time` and marks it. */
  async markAt(time: number): Promise<void> {
    await this.mark(Math.max(0, time - this.now));
  }

  /** The key ceremony, with everyone honest, up to share checks and seals. */
  async holdCeremony(): Promise<void> {
    const { run } = this.ceremony;
    const numbers = run.trustees.map(({ number }) => number);
    const secrets = new Map(numbers.map((i) => [i, new RunSecrets(this.election, run, i)]));
    for (const i of numbers) await this.ceremonyMessage(i, secrets.get(i)!.commit());
    for (const i of numbers) await this.ceremonyMessage(i, secrets.get(i)!.reveal());
    for (const i of numbers) await this.ceremonyMessage(i, secrets.get(i)!.deal());
    for (const i of numbers) {
      this.shares.set(i, secrets.get(i)!.share(this.parties.trustees[i - 1]!.encryption));
      await this.ceremonyMessage(i, secrets.get(i)!.certify());
    }
    for (const i of numbers) {
      await this.ceremonyMessage(i, makeShareCheck(this.election, run, i, this.shares.get(i)!));
    }
    for (const i of numbers) await this.ceremonyMessage(i, makeSeal(run, i));
    await this.mark(30);
  }

  /** Posts a trustee's message and takes it into the public state. */
  async ceremonyMessage(trustee: number, unsigned: Uint8Array): Promise<void> {
    this.ceremony.accept(await this.post(this.parties.trustees[trustee - 1]!.signer, unsigned), this.now);
  }

  /** Publishes credential lists by style and unit, and puts their owners on the roll. */
  async listCredentials(credentials: readonly ListedCredential[]): Promise<void> {
    const groups = new Map<string, ListedCredential[]>();
    for (const credential of credentials) {
      const place = `${credential.style}/${credential.unit}`;
      groups.set(place, [...(groups.get(place) ?? []), credential]);
      this.roll[credential.unit]! += 1;
    }
    for (const group of groups.values()) {
      const { style, unit } = group[0]!;
      const sorted = group
        .map(({ X }) => X)
        .toSorted((a, b) => compareBytes(encodeElement(a), encodeElement(b)));
      for (let i = 0; i < sorted.length; i += MAX_LIST) {
        const list = { style, unit, credentials: sorted.slice(i, i + MAX_LIST) };
        await this.post(this.parties.registrar, encodeCredentialList(list));
      }
    }
    await this.mark(30);
  }

  /** Opens at the hour of the manifest. */
  async open(): Promise<void> {
    await this.markAt(this.election.opens);
    await this.post(this.parties.authority, encodeOpening(this.roll));
    await this.mark();
  }

  /** Appends a ballot that is valid, and counts it. Gives its index on the board. */
  async cast(ballot: Uint8Array): Promise<number> {
    const index = await this.board.append(ballot);
    this.ballots += 1;
    if (this.election.manifest.revoting === 'last')
      this.lastBallots.set(toHex(readCountedBallot(ballot, this.election).credential), ballot);
    else this.count(ballot);
    return index;
  }

  /** Publishes a challenged ballot, `kind || body`. */
  async publishChallenge(unsigned: Uint8Array): Promise<void> {
    await this.post(this.parties.board, unsigned);
    this.challenged += 1;
  }

  /** Closes after the grace of open sessions, and states who was admitted. */
  async close(): Promise<void> {
    const { closes, manifest } = this.election;
    await this.markAt(closes + manifest.graceSeconds);
    for (const ballot of this.lastBallots.values()) this.count(ballot);
    const closing = { ballots: this.ballots, challenged: this.challenged };
    await this.post(this.parties.authority, encodeClosing(closing));
    await this.post(this.parties.registrar, encodeAdmissions(this.voters));
    await this.mark(30);
  }

  /** Publishes the encrypted tally. */
  async publishTally(): Promise<Uint8Array> {
    const blob = encodeTally(this.tally.build());
    await this.board.blob(blob);
    await this.post(this.parties.board, encodeTallyEntry(blobRef(blob)));
    await this.mark(30);
    this.tallyBlob = blob;
    return blob;
  }

  /** Publishes the decryption share of one trustee. */
  async publishShare(trustee: number): Promise<void> {
    const blob = makeShare(this.election, this.tallyBlob!, trustee, this.shares.get(trustee)!);
    const X = this.ceremony.run.verificationKey(trustee);
    this.opened.set(trustee, openShare(this.election, this.tallyBlob!, trustee, X, blob));
    await this.board.blob(blob);
    await this.post(this.parties.trustees[trustee - 1]!.signer, encodeShareEntry(trustee, blobRef(blob)));
    await this.mark(30);
  }

  /** Combines the shares and publishes the result. Throws if there are fewer than t shares. */
  async publishResult(): Promise<readonly ContestResult[]> {
    const result = openTally(this.election, this.tally.build(), this.opened);
    const blob = encodeResult(result);
    await this.board.blob(blob);
    await this.post(this.parties.authority, encodeResultEntry(blobRef(blob)));
    await this.mark(30);
    return result;
  }

  private count(ballot: Uint8Array): void {
    const counted = readCountedBallot(ballot, this.election);
    this.voters[counted.unit]! += 1;
    this.tally.add(counted);
  }
}
