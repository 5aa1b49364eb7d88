/** Ballots and challenged ballots, validated many at once (spec §8.8). @module */

import { encodeElement, type Element } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { BallotChecker } from '#crypto/ballot/checker.ts';
import { opensCorrectly, parseChallenge } from '#crypto/ballot/challenge.ts';
import { readEncodedBallot } from '#crypto/ballot/encodings.ts';
import { assertDistinctPads, assertNoCopy } from '#crypto/record/rules/ballots.ts';
import { assertRule } from '#crypto/record/rules/invalid-entry.ts';
import type { RecordState } from '#crypto/record/rules/record-state.ts';
import { PadSet } from './pad-set.ts';
import type { Sites } from './sites.ts';
import type { Voters } from './voters.ts';

export interface CastBallot {
  readonly index: number;
  readonly entry: Uint8Array;
}

export class BallotBox {
  /** Valid ballots so far, replaced ones included. */
  ballots = 0;
  /** Valid challenged ballots so far. */
  challenged = 0;
  readonly #election: Election;
  readonly #key: Element;
  readonly #voters: Voters;
  readonly #sites: Sites;
  readonly #checker: BallotChecker;
  readonly #pads = new PadSet();

  constructor(election: Election, key: Element, voters: Voters, sites: Sites) {
    this.#election = election;
    this.#key = key;
    this.#voters = voters;
    this.#sites = sites;
    this.#checker = new BallotChecker(election, key);
  }

  /** Adds successive ballots, all at the same stage and clock. Calls `rejected` with each void one and the reason. */
  add(
    ballots: readonly CastBallot[],
    state: RecordState,
    rejected: (index: number, why: string) => void,
  ): void {
    const faults = this.#checker.check(ballots.map(({ entry }) => entry));
    for (const [i, { index, entry }] of ballots.entries()) {
      try {
        this.#addBallot(index, entry, state, faults[i]);
      } catch (error) {
        rejected(index, (error as Error).message);
      }
    }
  }

  /** Adds a challenged ballot whose signature and stage are right (§7.8); throws if it is void. */
  addChallenged(entry: Uint8Array): void {
    const challenged = parseChallenge(entry, this.#election);
    const pads = challenged.pads.map(encodeElement);
    assertRule(
      opensCorrectly(this.#election, this.#key, challenged),
      'it is not the encryption of what it shows',
    );
    this.#assertNoCopy(pads);
    this.#pads.add(pads[0]!);
    this.challenged += 1;
  }

  #addBallot(index: number, entry: Uint8Array, state: RecordState, fault: string | undefined): void {
    const read = fault === 'form' ? undefined : readEncodedBallot(entry, this.#election);
    assertRule(read !== undefined, 'form', 'entry-form');
    const { credential, style, unit, contests } = read.ballot;
    const site = this.#voters.siteOf(credential);
    const isOutstanding = site !== undefined && this.#sites.isOutstanding(site, entry);
    this.#voters.assertMayCast(credential, { style: style.position, unit }, state, isOutstanding);
    const pads = contests.flatMap(({ ciphertexts }) => ciphertexts.map(({ pad }) => pad));
    this.#assertNoCopy(pads);
    assertRule(fault === undefined, fault ?? '');
    this.#pads.add(pads[0]!);
    this.#voters.cast(credential, index);
    if (site !== undefined) this.#sites.markDelivered(site, entry);
    this.ballots += 1;
  }

  #assertNoCopy(pads: readonly Uint8Array[]): void {
    assertDistinctPads(pads);
    assertNoCopy(!this.#pads.has(pads[0]!));
  }
}
