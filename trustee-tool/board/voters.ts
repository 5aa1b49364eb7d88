/** Credentials and what they have cast, as the board tells (spec chapter 06, §8.8). @module */

import { compareBytes, toHex } from '#crypto/bytes.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { parseCredentialList, parseRevocation } from '#crypto/record/office.ts';
import { must } from './verdict.ts';

interface Listed {
  readonly style: number;
  readonly unit: number;
  revoked: boolean;
  /** Index of the last valid ballot; -1 without one. */
  ballot: number;
}

export class Voters {
  private readonly election: Election;
  private readonly listed = new Map<string, Listed>();

  constructor(election: Election) {
    this.election = election;
  }

  /** §6.2; throws, changing nothing, if a rule is broken. */
  list(entry: Uint8Array): void {
    const { style, unit, credentials } = parseCredentialList(entry);
    must(this.election.styles[style]?.units.includes(unit) === true, 'the style is not for this unit');
    must(
      credentials.every((X, i) => i === 0 || compareBytes(credentials[i - 1]!, X) < 0),
      'the credentials are not in ascending order',
    );
    const names = credentials.map(toHex);
    must(!names.some((name) => this.listed.has(name)), 'a credential is on an earlier list');
    for (const name of names) this.listed.set(name, { style, unit, revoked: false, ballot: -1 });
  }

  /** §6.3 */
  revoke(entry: Uint8Array): void {
    const own = this.listed.get(toHex(encodeElement(parseRevocation(entry).credential)));
    must(
      own?.revoked === false && own.ballot < 0,
      'the credential is not listed, is revoked, or has a ballot',
    );
    own!.revoked = true;
  }

  /** Whether the credential may cast one more ballot of this style and unit. */
  mayCast(credential: Uint8Array, style: number, unit: number): void {
    const own = this.listed.get(toHex(credential));
    must(
      own !== undefined && !own.revoked && own.style === style && own.unit === unit,
      'the credential is not listed for this style and unit, or is revoked',
    );
    must(this.election.manifest.revoting === 'last' || own!.ballot < 0, 'the credential has a ballot');
  }

  cast(credential: Uint8Array, index: number): void {
    this.listed.get(toHex(credential))!.ballot = index;
  }

  /** Whether the valid ballot at `index` is the one that is counted for its credential (§8.8). */
  counts(credential: Uint8Array, index: number): boolean {
    return this.listed.get(toHex(credential))?.ballot === index;
  }

  /** Credentials listed and not revoked, by unit. */
  entitled(): number[] {
    return this.byUnit(({ revoked }) => !revoked);
  }

  /** Credentials with a valid ballot, by unit. */
  voted(): number[] {
    return this.byUnit(({ ballot }) => ballot >= 0);
  }

  private byUnit(is: (own: Listed) => boolean): number[] {
    const counts = Array.from({ length: this.election.unitCount }, () => 0);
    for (const own of this.listed.values()) if (is(own)) counts[own.unit]! += 1;
    return counts;
  }
}
