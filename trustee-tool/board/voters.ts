/** Credentials on the board and the ballots cast with them (spec chapters 06 and 11, §8.8). @module */

import { toHex } from '#crypto/bytes.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { grounds, parsePool, type Issue } from '#crypto/record/in-person.ts';
import { parseCredentialList, parseRevocation } from '#crypto/record/office.ts';
import { assertMayCast } from '#crypto/record/rules/ballots.ts';
import type { RecordState } from '#crypto/record/rules/record-state.ts';
import { assertCredentialList, assertRevocable, type CredentialFacts } from '#crypto/record/rules/roll.ts';
import { assertIssue, assertPool } from '#crypto/record/rules/sites.ts';
import { modalities, type Modality } from '#crypto/tally/cells.ts';

type Right = NonNullable<CredentialFacts['right']>;

class ListedCredential implements CredentialFacts {
  right: Right | undefined;
  readonly site: number | undefined;
  ground: number | undefined;
  isRevoked = false;
  /** Index of the last valid ballot; -1 without one. */
  lastBallot = -1;

  constructor(right: Right | undefined, site: number | undefined) {
    this.right = right;
    this.site = site;
  }

  get hasBallot(): boolean {
    return this.lastBallot >= 0;
  }
}

export class Voters {
  readonly #election: Election;
  readonly #credentials = new Map<string, ListedCredential>();
  /**
   * Active credentials that are listed, or issued to people on the roll, by unit; a running count, because every issue
   * needs it.
   */
  readonly #entitled: number[];
  /** Active credentials issued to walk-ins, by site. */
  readonly #walkIns: number[];
  /** Credentials with a valid ballot, by style; a running count, because every visit needs it. */
  readonly #votedByStyle: number[];

  constructor(election: Election) {
    this.#election = election;
    this.#entitled = Array.from({ length: election.unitCount }, () => 0);
    this.#walkIns = election.sites.map(() => 0);
    this.#votedByStyle = election.styles.map(() => 0);
  }

  /** Adds a credential list (§6.2); throws, changing nothing, if a rule is broken. */
  addList(entry: Uint8Array): void {
    const list = parseCredentialList(entry);
    const { style, unit, credentials } = list;
    assertCredentialList(list, { election: this.#election, areNew: this.#areNew(credentials) });
    this.#add(credentials, { style, unit }, undefined);
  }

  /** Adds a site's pool (§11.2); throws, changing nothing, if a rule is broken. */
  addPool(entry: Uint8Array): void {
    const pool = parsePool(entry);
    const { site, credentials } = pool;
    assertPool(pool, { election: this.#election, areNew: this.#areNew(credentials) });
    this.#add(credentials, undefined, site);
  }

  /** Issues a credential (§11.3) whose stage and signature are right; throws, changing nothing, if a rule is broken. */
  issue(issue: Issue, state: RecordState, isOutstanding: boolean): void {
    const { site, style, unit, ground } = issue;
    const own = this.#credentials.get(toHex(issue.credential));
    const [walkIns, entitled] = [this.#walkIns[site] ?? 0, this.#entitled[unit] ?? 0];
    assertIssue(issue, own, { state, isOutstanding, walkIns, entitled });
    own.right = { style, unit };
    own.ground = ground;
    this.#countActive(own, 1);
  }

  /** Revokes a credential (§6.3); throws, changing nothing, if a rule is broken. */
  revoke(entry: Uint8Array): void {
    const own = this.#credentials.get(toHex(encodeElement(parseRevocation(entry).credential)));
    assertRevocable(own);
    own.isRevoked = true;
    this.#countActive(own, -1);
  }

  /** Returns the site to whose pool the credential belongs; undefined if it belongs to none. */
  siteOf(credential: Uint8Array): number | undefined {
    return this.#credentials.get(toHex(credential))?.site;
  }

  modalityOf(credential: Uint8Array): Modality {
    return this.siteOf(credential) === undefined ? modalities.internet : modalities.inPerson;
  }

  /** Throws unless the credential may cast one more ballot of this style and unit now. */
  assertMayCast(
    credential: Uint8Array,
    ballot: { readonly style: number; readonly unit: number },
    state: RecordState,
    isOutstanding: boolean,
  ): void {
    assertMayCast(ballot, this.#credentials.get(toHex(credential)), { state, isOutstanding });
  }

  /** Records a valid ballot at `index`. */
  cast(credential: Uint8Array, index: number): void {
    const own = this.#credentials.get(toHex(credential));
    if (!own?.right) throw new Error('a ballot of a credential that is not listed');
    if (!own.hasBallot) this.#votedByStyle[own.right.style]! += 1;
    own.lastBallot = index;
  }

  /** Returns whether the valid ballot at `index` is the one that is counted for its credential (§8.8). */
  counts(credential: Uint8Array, index: number): boolean {
    return this.#credentials.get(toHex(credential))?.lastBallot === index;
  }

  /** Active credentials that are listed, or issued to people on the roll, by unit. */
  get entitled(): readonly number[] {
    return this.#entitled;
  }

  /** Credentials with a valid ballot: the counted ballots. */
  get voted(): number {
    return this.#votedByStyle.reduce((sum, ballots) => sum + ballots, 0);
  }

  /** Returns the number of counted ballots whose style has the contest at this position. */
  votedIn(contest: number): number {
    return this.#election.styles
      .filter(({ contests }) => contests.some(({ position }) => position === contest))
      .reduce((sum, { position }) => sum + this.#votedByStyle[position]!, 0);
  }

  /** Counts by unit the credentials of lists with a valid ballot. */
  votedByInternet(): number[] {
    return this.#countByUnit(({ hasBallot, site }) => site === undefined && hasBallot);
  }

  /** Counts by unit the active issued credentials: all, and those issued to walk-ins. */
  issued(): { readonly all: number[]; readonly walkIns: number[] } {
    return {
      all: this.#countByUnit(({ isRevoked, ground }) => !isRevoked && ground !== undefined),
      walkIns: this.#countByUnit(({ isRevoked, ground }) => !isRevoked && ground === grounds.walkIn),
    };
  }

  /** Returns the numbers of credentials issued at a site, revoked ones too, and of valid ballots cast with them. */
  ofSite(site: number): { readonly issued: number; readonly ballots: number } {
    const own = [...this.#credentials.values()].filter((credential) => credential.site === site);
    return {
      issued: own.filter(({ ground }) => ground !== undefined).length,
      ballots: own.filter(({ hasBallot }) => hasBallot).length,
    };
  }

  #areNew(credentials: readonly Uint8Array[]): boolean {
    return !credentials.some((credential) => this.#credentials.has(toHex(credential)));
  }

  #add(credentials: readonly Uint8Array[], right: Right | undefined, site: number | undefined): void {
    for (const credential of credentials) {
      const own = new ListedCredential(right, site);
      this.#credentials.set(toHex(credential), own);
      this.#countActive(own, 1);
    }
  }

  #countActive({ right, ground, site }: ListedCredential, change: 1 | -1): void {
    if (!right) return; // in a pool and not issued: the credential counts for no unit
    if (ground === grounds.walkIn) this.#walkIns[site!]! += change;
    else this.#entitled[right.unit]! += change;
  }

  #countByUnit(holds: (own: ListedCredential) => boolean): number[] {
    const counts = Array.from({ length: this.#election.unitCount }, () => 0);
    for (const own of this.#credentials.values()) if (own.right && holds(own)) counts[own.right.unit]! += 1;
    return counts;
  }
}
