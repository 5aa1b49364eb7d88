/**
 * Authority and trustees of a demonstration, played by one program; all of them are honest. Each posts to the board the
 * messages that a program of its own would post. The secrets are kept in memory only.
 * @module
 */

import { toHex } from '#crypto/bytes.ts';
import { Ceremony } from '#crypto/ceremony/ceremony.ts';
import { makeSeal, makeShareCheck, RunSecrets } from '#crypto/ceremony/trustee.ts';
import { G, multiply, type Element, type Scalar } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { blobRef } from '#crypto/entry/entry.ts';
import { printIncident, type Incident } from '#crypto/record/act-documents.ts';
import { encodeChangeOfHours, encodeIncident, type NewEnd } from '#crypto/record/acts.ts';
import {
  encodeClosing,
  encodeManifestEntry,
  encodeOpening,
  encodeResultEntry,
  encodeShareEntry,
} from '#crypto/record/office.ts';
import { encodeResult, openTally, type ContestResult } from '#crypto/tally/result.ts';
import { makeShare, openShare, type DecryptionShare } from '#crypto/tally/share.ts';
import { parseTally } from '#crypto/tally/tally.ts';
import type { BoardClient } from './board-client.ts';
import type { Parties } from './parties.ts';

export class Officials {
  readonly #election: Election;
  readonly #parties: Parties;
  readonly #client: BoardClient;
  /** Shares of the election's secret key by trustee, set by the ceremony or restored from an earlier start. */
  readonly shares: Map<number, Scalar>;
  readonly #ceremony: Ceremony;

  constructor(
    election: Election,
    parties: Parties,
    client: BoardClient,
    shares: ReadonlyMap<number, Scalar> = new Map(),
  ) {
    this.shares = new Map(shares);
    this.#election = election;
    this.#parties = parties;
    this.#client = client;
    this.#ceremony = new Ceremony(election, 0); // time does not matter, because all trustees are honest
  }

  /** Election key (K), available after the ceremony. */
  get key(): Element {
    return this.#ceremony.run.key;
  }

  /** Publishes the manifest, the first entry of the board. */
  async publishManifest(): Promise<void> {
    const { bytes } = this.#election;
    await this.#client.post(this.#parties.authority, encodeManifestEntry(blobRef(bytes)), bytes);
  }

  /** Holds the key ceremony, from the commitments to the share checks and seals (spec chapter 05). */
  async holdCeremony(): Promise<void> {
    const { run } = this.#ceremony;
    const numbers = run.trustees.map(({ number }) => number);
    const secrets = new Map(numbers.map((i) => [i, new RunSecrets(this.#election, run, i, randomBytes(32))]));
    for (const i of numbers) await this.#say(i, secrets.get(i)!.commit());
    for (const i of numbers) await this.#say(i, secrets.get(i)!.reveal());
    for (const i of numbers) await this.#say(i, secrets.get(i)!.deal());
    for (const i of numbers) {
      this.shares.set(i, secrets.get(i)!.share(this.#parties.trustees[i - 1]!.encryption));
      await this.#say(i, secrets.get(i)!.certify());
    }
    for (const i of numbers) await this.#say(i, makeShareCheck(this.#election, run, i, this.shares.get(i)!));
    for (const i of numbers) await this.#say(i, makeSeal(run, i));
  }

  /** Opens the election; `roll`: number of people by unit. */
  async open(roll: readonly number[]): Promise<void> {
    await this.#client.post(this.#parties.authority, encodeOpening(roll));
  }

  /** Tells of an incident and returns the index of its entry (spec §12.1). */
  async tell(incident: Omit<Incident, 'format' | 'election'>, follows = 0): Promise<number> {
    const election = toHex(this.#election.id);
    const blob = printIncident({ format: 'sivei-incident/v2', election, ...incident });
    const unsigned = encodeIncident({ follows, document: blobRef(blob) });
    return (await this.#client.post(this.#parties.authority, unsigned, blob)).index;
  }

  /** Moves ends, for the reason that the incident at this index states (spec §12.3). */
  async changeHours(incident: number, ends: readonly NewEnd[]): Promise<void> {
    await this.#client.post(this.#parties.authority, encodeChangeOfHours({ incident, ends }));
  }

  async close(): Promise<void> {
    await this.#client.post(this.#parties.authority, encodeClosing(await this.#client.status()));
  }

  /** Waits for the encrypted tally, then publishes the decryption shares of the first t trustees, and the result. */
  async count(): Promise<readonly ContestResult[]> {
    const election = this.#election;
    const parties = this.#parties;
    const client = this.#client;
    const { tally: hash } = await client.reached('tallied');
    const tally = await client.blob(hash!);
    const opened = new Map<number, DecryptionShare>();
    const sums = parseTally(tally, election);
    // Without votes there is nothing to decrypt (spec §9.5).
    const needed = sums.flat().some(({ ballots }) => ballots > 0) ? election.threshold : 0;
    for (const [number, secret] of [...this.shares].slice(0, needed)) {
      const share = makeShare(election, tally, number, secret);
      await client.post(
        parties.trustees[number - 1]!.signer,
        encodeShareEntry(number, blobRef(share)),
        share,
      );
      opened.set(number, openShare(election, tally, number, multiply(G, secret), share));
    }
    const result = openTally(election, sums, opened);
    const blob = encodeResult(result);
    await client.post(parties.authority, encodeResultEntry(blobRef(blob)), blob);
    return result;
  }

  async #say(trustee: number, unsigned: Uint8Array): Promise<void> {
    const { signer } = this.#parties.trustees[trustee - 1]!;
    this.#ceremony.accept((await this.#client.post(signer, unsigned)).entry, 0);
  }
}
