/** Credentials: lists, revocations, what was issued of the pools, and who has voted (spec §6.2, §6.3, §11.3). @module */
import { compare, type Reader, Refusal } from '../../crypto/bytes.ts';
import { type Entry, openSigned } from '../entry.ts';
import { readElement } from '../../crypto/group.ts';
import { times } from '../../crypto/proofs.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import type { Context } from './context.ts';
import { refuse } from './context.ts';
import { KeyTable } from '../key-table.ts';

export const LIST_KIND = 0x20;
export const REVOCATION_KIND = 0x21;

/** Why a site issued a credential (§11.3). */
export type Ground = 1 | 2 | 3;
export const WALK_IN: Ground = 2;
/** Of a person who was registered for the internet. */
export const MOVED: Ground = 3;

export function isGround(value: number): value is Ground {
  return value >= 1 && value <= 3;
}

/** To whom a credential of a pool was issued. */
export interface Issue {
  readonly style: number;
  readonly unit: number;
  readonly ground: Ground;
}

/** In the place of a style and a unit. */
const none = -1;

export class Credentials {
  readonly #context: Context;
  readonly #keys = new KeyTable();
  // By the credential's number in the table; none of one in a pool that was not issued.
  readonly #styles: number[] = [];
  readonly #units: number[] = [];
  /** Sites of those in pools, and grounds of those that were issued. */
  readonly #pools = new Map<number, number>();
  readonly #grounds = new Map<number, Ground>();
  readonly #revoked = new Set<number>();
  /** The index of its last valid ballot. */
  readonly #last = new Map<number, number>();
  /** By unit: credentials that are listed and not revoked, and those with a valid ballot. */
  readonly eligible: number[];
  readonly voted: number[];
  /** By unit: credentials that were issued and not revoked, and those of them that went to walk-ins; these by site, too. */
  readonly issued: number[];
  readonly walkIns: number[];
  readonly walkInsAt: number[];

  constructor(context: Context) {
    this.#context = context;
    const { manifest, sites } = context.election;
    const [eligible, voted, issued, walkIns] = times(4, () => times(manifest.units.length, () => 0));
    this.eligible = eligible!;
    this.voted = voted!;
    this.issued = issued!;
    this.walkIns = walkIns!;
    this.walkInsAt = times(sites.length, () => 0);
  }

  list({ index, bytes }: Entry): void {
    const { election, findings, arithmetic } = this.#context;
    const place = { entry: index };
    findings.count('4.1', '4.2');
    const read = openSigned(election, bytes, readList);
    const refusal =
      read instanceof Refusal ? read : arithmetic.settle([read.body.credentials.map(arithmetic.defer)])[0];
    if (read instanceof Refusal || refusal) {
      findings.add('4.1', place, refusal!.says);
      return;
    }
    const { style, unit, credentials } = read.body;
    const known = election.styles[style];
    const ill = refuse(this.#context, '4.1', place, [
      !known && say.noSuchStyle(style),
      !known?.units.has(unit) && say.unitNotInStyle(unit),
      !read.signedBy(election.registrar) && say.badSignature(),
    ]);
    if (ill || refuse(this.#context, '4.2', place, this.orderFaults(credentials))) return;
    for (const credential of credentials) {
      this.#keys.add(credential);
      this.#styles.push(style);
      this.#units.push(unit);
    }
    this.eligible[unit]! += credentials.length;
  }

  revoke({ index, bytes }: Entry): void {
    const { election, findings } = this.#context;
    findings.count('4.3');
    const place = { entry: index };
    const read = openSigned(election, bytes, (reader) => ({ X: readElement(reader), cause: reader.u8() }));
    if (read instanceof Refusal) {
      findings.add('4.3', place, read.says);
      return;
    }
    const { X, cause } = read.body;
    const number = this.#keys.find(X.bytes);
    const ill = refuse(this.#context, '4.3', place, [
      (cause < 1 || cause > 3) && say.noSuchCause(cause),
      number < 0 && say.notListed(),
      this.#revoked.has(number) && say.alreadyRevoked(),
      this.#last.has(number) && say.alreadyVoted(),
      !read.signedBy(election.registrar) && say.badSignature(),
    ]);
    if (ill) return;
    this.#revoked.add(number);
    const unit = this.#units[number]!;
    if (!this.#pools.has(number)) this.eligible[unit]! -= 1;
    else if (this.#grounds.has(number)) this.#countIssued(number, unit, -1);
  }

  addPool(site: number, credentials: readonly Uint8Array[]): void {
    for (const credential of credentials) {
      this.#pools.set(this.#keys.add(credential), site);
      this.#styles.push(none);
      this.#units.push(none);
    }
  }

  /** The site in whose pool a credential is. */
  poolOf(X: Uint8Array): number | undefined {
    return this.#pools.size === 0 ? undefined : this.#pools.get(this.#keys.find(X));
  }

  /** The number of a credential that this site may issue, or why it may not (§11.3). */
  toIssue(X: Uint8Array, site: number): number | Sentence {
    const number = this.#keys.find(X);
    if (this.#pools.get(number) !== site) return say.notInPool();
    if (this.#grounds.has(number)) return say.alreadyIssued();
    return this.#revoked.has(number) ? say.alreadyRevoked() : number;
  }

  issue(number: number, { style, unit, ground }: Issue): void {
    this.#styles[number] = style;
    this.#units[number] = unit;
    this.#grounds.set(number, ground);
    this.#countIssued(number, unit, 1);
  }

  /** Active credentials of the unit for which its roll must have room: all but those of walk-ins. */
  onRoll(unit: number): number {
    return this.eligible[unit]! + this.issued[unit]! - this.walkIns[unit]!;
  }

  /** The number of a credential that may cast such a ballot, or why it may not (§8.8, §11.4). */
  find(X: Uint8Array, style: number, unit: number): number | Sentence {
    const number = this.#keys.find(X);
    if (number < 0) return say.notListed();
    if (this.#pools.has(number) && !this.#grounds.has(number)) return say.notIssued();
    if (this.#styles[number] !== style || this.#units[number] !== unit) return say.listedElsewhere();
    return this.#revoked.has(number) ? say.alreadyRevoked() : number;
  }

  /** The index of its last valid ballot. */
  lastBallot(number: number): number | undefined {
    return this.#last.get(number);
  }

  cast(number: number, index: number): void {
    if (!this.#last.has(number) && !this.#pools.has(number)) this.voted[this.#units[number]!]! += 1;
    this.#last.set(number, index);
  }

  #countIssued(number: number, unit: number, change: 1 | -1): void {
    this.issued[unit]! += change;
    if (this.#grounds.get(number) !== WALK_IN) return;
    this.walkIns[unit]! += change;
    this.walkInsAt[this.#pools.get(number)!]! += change;
  }

  /** What a list or pool must not have: disorder, and what is on an earlier one. */
  *orderFaults(credentials: readonly Uint8Array[]): Generator<Sentence> {
    for (const [i, credential] of credentials.entries()) {
      const before = credentials[i - 1];
      if (before && compare(before, credential) >= 0) yield say.notAscending(i);
      if (this.#keys.has(credential)) yield say.listedTwice(i);
    }
  }
}

function readList(reader: Reader): { style: number; unit: number; credentials: Uint8Array[] } {
  return { style: reader.u16(), unit: reader.u16(), credentials: readCredentials(reader) };
}

/** The credentials of a list or pool, as encodings, to be decoded together. */
export function readCredentials(reader: Reader): Uint8Array[] {
  const count = reader.u16();
  if (count < 1 || count > 2000) throw new Refusal(say.listLength(count));
  if (reader.left !== 32 * count) throw new Refusal(say.wrongLength(reader.left, 32 * count));
  return times(count, () => reader.take(32));
}
