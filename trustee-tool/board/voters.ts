/** Credentials and what they have cast, as the board tells (spec chapters 06 and 11, §8.8). @module */

import { toHex } from '#crypto/bytes.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { grounds, isAscending, parsePool, type Issue } from '#crypto/record/in-person.ts';
import { parseCredentialList, parseRevocation } from '#crypto/record/office.ts';
import { modalities, type Modality } from '#crypto/tally/cells.ts';
import { must } from './verdict.ts';

interface Listed {
  /** Undefined for a credential of a pool that was not issued. */
  right: { readonly style: number; readonly unit: number } | undefined;
  /** Of the pool that it is in. */
  readonly site: number | undefined;
  ground: number | undefined;
  revoked: boolean;
  /** Index of the last valid ballot; -1 without one. */
  ballot: number;
}

export class Voters {
  readonly #election: Election;
  readonly #listed = new Map<string, Listed>();
  /** Credentials that are not revoked, listed or issued to people on the roll, by unit: every issue asks for it. */
  readonly entitled: number[];
  /** Those issued to walk-ins, by site. */
  readonly #walkIns: number[];

  constructor(election: Election) {
    this.#election = election;
    this.entitled = Array.from({ length: election.unitCount }, () => 0);
    this.#walkIns = election.sites.map(() => 0);
  }

  /** §6.2; throws, changing nothing, if a rule is broken. */
  list(entry: Uint8Array): void {
    const { style, unit, credentials } = parseCredentialList(entry);
    this.#mustFit(style, unit);
    this.#add(credentials, { right: { style, unit }, site: undefined });
  }

  /** §11.2; throws, changing nothing, if a rule is broken. */
  pool(entry: Uint8Array): void {
    const { site, credentials } = parsePool(entry);
    must(site < this.#election.sites.length, 'there is no such site');
    this.#add(credentials, { right: undefined, site });
  }

  /** §11.3 but for its points 1, 3 and 4: of a site in its window; throws, changing nothing. */
  issue({ site, credential, style, unit, ground }: Issue, roll: readonly number[]): void {
    this.#mustFit(style, unit);
    const { walkIns, moves } = this.#election.sites[site]!;
    must(ground !== grounds.moved || moves, 'the site serves nobody who is registered for the internet');
    const own = this.#listed.get(toHex(credential));
    must(
      own !== undefined && own.site === site && own.right === undefined && !own.revoked,
      'the credential is not of this site’s pool, was issued, or is revoked',
    );
    if (ground === grounds.walkIn) must(this.#walkIns[site]! < walkIns, 'the site has no more walk-ins');
    else must(this.entitled[unit]! < roll[unit]!, 'the unit has no more people on its roll');
    Object.assign(own!, { right: { style, unit }, ground });
    this.#tally(own!, 1);
  }

  /** §6.3 */
  revoke(entry: Uint8Array): void {
    const own = this.#listed.get(toHex(encodeElement(parseRevocation(entry).credential)));
    must(
      own?.revoked === false && own.ballot < 0,
      'the credential is not listed, is revoked, or has a ballot',
    );
    own!.revoked = true;
    this.#tally(own!, -1);
  }

  /** The site of whose pool the credential is; undefined for all others. */
  siteOf(credential: Uint8Array): number | undefined {
    return this.#listed.get(toHex(credential))?.site;
  }

  modalityOf(credential: Uint8Array): Modality {
    return this.siteOf(credential) === undefined ? modalities.internet : modalities.inPerson;
  }

  /** Whether the credential may cast one more ballot of this style and unit. */
  mayCast(credential: Uint8Array, style: number, unit: number): void {
    const own = this.#listed.get(toHex(credential));
    must(
      own !== undefined && !own.revoked && own.right?.style === style && own.right.unit === unit,
      'the credential is not listed for this style and unit, or is revoked',
    );
    const again = own!.site === undefined && this.#election.manifest.revoting === 'last';
    must(again || own!.ballot < 0, 'the credential has a ballot');
  }

  cast(credential: Uint8Array, index: number): void {
    this.#listed.get(toHex(credential))!.ballot = index;
  }

  /** Whether the valid ballot at `index` is the one that is counted for its credential (§8.8). */
  counts(credential: Uint8Array, index: number): boolean {
    return this.#listed.get(toHex(credential))?.ballot === index;
  }

  /** Credentials with a valid ballot, by unit. */
  voted(): number[] {
    return this.#byUnit(({ ballot }) => ballot >= 0);
  }

  /** Counted ballots whose style has the contest at this position. */
  votedIn(contest: number): number {
    const { styles } = this.#election;
    const has = styles.map(({ contests }) => contests.some(({ position }) => position === contest));
    return this.#count(({ ballot, right }) => ballot >= 0 && right !== undefined && has[right.style]!);
  }

  /** Credentials of lists with a valid ballot, by unit. */
  votedByInternet(): number[] {
    return this.#byUnit(({ ballot, site }) => site === undefined && ballot >= 0);
  }

  /** Credentials issued and not revoked, by unit: to all, and to walk-ins. */
  issued(): { readonly all: number[]; readonly walkIns: number[] } {
    return {
      all: this.#byUnit(({ revoked, ground }) => !revoked && ground !== undefined),
      walkIns: this.#byUnit(({ revoked, ground }) => !revoked && ground === grounds.walkIn),
    };
  }

  /** Credentials issued at a site and ballots cast with them. */
  ofSite(site: number): { readonly issued: number; readonly ballots: number } {
    return {
      issued: this.#count((own) => own.site === site && own.ground !== undefined),
      ballots: this.#count((own) => own.site === site && own.ballot >= 0),
    };
  }

  #mustFit(style: number, unit: number): void {
    must(this.#election.styles[style]?.units.includes(unit) === true, 'the style is not for this unit');
  }

  #add(credentials: readonly Uint8Array[], of: Pick<Listed, 'right' | 'site'>): void {
    must(isAscending(credentials), 'the credentials are not in ascending order');
    const names = credentials.map(toHex);
    must(!names.some((name) => this.#listed.has(name)), 'a credential is on an earlier list');
    for (const name of names) {
      const own = { ...of, ground: undefined, revoked: false, ballot: -1 };
      this.#listed.set(name, own);
      this.#tally(own, 1);
    }
  }

  #tally({ right, ground, site }: Listed, change: 1 | -1): void {
    if (!right) return; // of a pool, and nobody's
    if (ground === grounds.walkIn) this.#walkIns[site!]! += change;
    else this.entitled[right.unit]! += change;
  }

  #count(is: (own: Listed) => boolean): number {
    let total = 0;
    for (const own of this.#listed.values()) if (is(own)) total += 1;
    return total;
  }

  #byUnit(is: (own: Listed) => boolean): number[] {
    const counts = Array.from({ length: this.#election.unitCount }, () => 0);
    for (const own of this.#listed.values()) if (own.right && is(own)) counts[own.right.unit]! += 1;
    return counts;
  }
}
