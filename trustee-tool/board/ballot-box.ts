/** Ballots and challenged ballots, judged as spec §8.8 says, many at once. @module */

import { toHex } from '#crypto/bytes.ts';
import { encodeElement, type Element } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { readEncodedBallot, type EncodedBallot } from '#crypto/record/ballot/encodings.ts';
import { BallotChecker } from '#crypto/record/ballot/checker.ts';
import { opensCorrectly, parseChallenge } from '#crypto/record/ballot/challenge.ts';
import type { RecordState } from '#crypto/record/record-state.ts';
import { PadSet } from './pad-set.ts';
import { must } from './verdict.ts';
import type { Sites } from './sites.ts';
import type { Voters } from './voters.ts';

export interface Cast {
  readonly index: number;
  readonly entry: Uint8Array;
}

export class BallotBox {
  /** Valid ones so far. */
  ballots = 0;
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

  /** Judges ballots that stand one after another, all under the same stage and clock; `rejected` hears of each void one. */
  take(cast: readonly Cast[], state: RecordState, rejected: (index: number, why: string) => void): void {
    const faults = this.#checker.check(cast.map(({ entry }) => entry));
    for (const [i, { index, entry }] of cast.entries()) {
      try {
        this.#takeOne(index, entry, state, faults[i]);
      } catch (error) {
        rejected(index, (error as Error).message);
      }
    }
  }

  /** A challenged ballot whose signature and stage are right (§7.8); throws if it is void. */
  takeChallenge(entry: Uint8Array): void {
    const challenged = parseChallenge(entry, this.#election);
    const pads = challenged.pads.map(encodeElement);
    must(opensCorrectly(this.#election, this.#key, challenged), 'it is not the encryption of what it shows');
    this.#takePads(pads);
    this.challenged += 1;
  }

  #takeOne(index: number, entry: Uint8Array, state: RecordState, fault: string | undefined): void {
    must(fault !== 'form', 'form');
    const { ballot } = readEncodedBallot(entry, this.#election) as EncodedBallot;
    const site = this.#voters.siteOf(ballot.credential);
    must(state.stage === 'open', 'not in its stage');
    if (site !== undefined) this.#sites.mustBeOpenFor(site, entry);
    else must(this.#election.opens <= state.clock && state.clock < state.graceEnds, 'not in its time');
    this.#voters.mayCast(ballot.credential, ballot.style.position, ballot.unit);
    const pads = ballot.contests.flatMap(({ ciphertexts }) => ciphertexts.map(({ pad }) => pad));
    this.#mustBeNew(pads);
    must(fault === undefined, fault ?? '');
    this.#takePads(pads);
    this.#voters.cast(ballot.credential, index);
    if (site !== undefined) this.#sites.arrive(site, entry);
    this.ballots += 1;
  }

  #takePads(pads: readonly Uint8Array[]): void {
    this.#mustBeNew(pads);
    for (const pad of pads) this.#pads.add(pad);
  }

  #mustBeNew(pads: readonly Uint8Array[]): void {
    must(new Set(pads.map(toHex)).size === pads.length, 'a copy within itself');
    must(!pads.some((pad) => this.#pads.has(pad)), 'a copy');
  }
}
