/**
 * Credentials: lists, revocations, issues from pools, and credentials that have voted (spec §6.2, §6.3,
 * §11.3).
 * @module
 */
import { compareBytes, type ByteReader, ParseFailure } from '../../crypto/bytes.ts';
import { type Entry, openSigned } from '../entry.ts';
import { readElement } from '../../crypto/group.ts';
import { repeat } from '../../crypto/proofs.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import type { Context } from './context.ts';
import { reportFirstFault } from './context.ts';
import { Column } from '../column.ts';
import { KeyTable } from '../key-table.ts';

/** Reason why a site issued a credential (§11.3). */
export type Ground = 1 | 2 | 3;
export const WALK_IN: Ground = 2;
/** Ground of a person who was registered for the internet. */
export const MOVED: Ground = 3;

export function isGround(value: number): value is Ground {
  return value >= 1 && value <= 3;
}

/** Style, unit and ground of an issued credential. */
export interface Issue {
  readonly style: number;
  readonly unit: number;
  readonly ground: Ground;
}

export class Credentials {
  readonly #context: Context;
  readonly #keys = new KeyTable();
  // The following columns are indexed by the number of the credential in `#keys`.
  readonly #styles = new Column(Uint16Array);
  readonly #units = new Column(Uint16Array);
  /** Sites of the credentials in pools, plus one; 0 for listed credentials. */
  readonly #pools = new Column(Uint16Array);
  #hasPools = false;
  /** Grounds of the issued credentials; 0 for all others. */
  readonly #grounds = new Column(Uint8Array);
  /** 1 for revoked credentials. */
  readonly #revoked = new Column(Uint8Array);
  /** Indexes of the last valid ballots; 0 without a ballot, because entry 0 is the manifest. */
  readonly #last = new Column(Float64Array);
  /** Numbers of credentials by unit: listed and not revoked; and listed ones with a valid ballot. */
  readonly eligible: number[];
  readonly voted: number[];
  /** Numbers of credentials: issued and not revoked, by unit; those of them for walk-ins, by unit and by site. */
  readonly issued: number[];
  readonly walkIns: number[];
  readonly walkInsAt: number[];

  constructor(context: Context) {
    this.#context = context;
    const { manifest, sites } = context.election;
    const [eligible, voted, issued, walkIns] = repeat(4, () => repeat(manifest.units.length, () => 0));
    this.eligible = eligible!;
    this.voted = voted!;
    this.issued = issued!;
    this.walkIns = walkIns!;
    this.walkInsAt = repeat(sites.length, () => 0);
  }

  judgeList({ index, bytes }: Entry): void {
    const { election, findings, arithmetic } = this.#context;
    const place = { entry: index };
    findings.count('4.1', '4.2');
    const read = openSigned(election, bytes, readList);
    const failure =
      read instanceof ParseFailure
        ? read
        : arithmetic.decodeDeferred([read.body.credentials.map(arithmetic.defer)])[0];
    if (read instanceof ParseFailure || failure) {
      findings.add('4.1', place, failure!.says);
      return;
    }
    const { style, unit, credentials } = read.body;
    const known = election.styles[style];
    const isVoid = reportFirstFault(this.#context, '4.1', place, [
      !known && sentences.noSuchStyle(style),
      !known?.units.has(unit) && sentences.unitNotInStyle(unit),
      !read.signedBy(election.registrar) && sentences.badSignature(),
    ]);
    if (isVoid || reportFirstFault(this.#context, '4.2', place, this.orderFaults(credentials))) return;
    for (const credential of credentials) {
      const number = this.#keys.add(credential);
      this.#styles.set(number, style);
      this.#units.set(number, unit);
    }
    this.eligible[unit]! += credentials.length;
  }

  judgeRevocation({ index, bytes }: Entry): void {
    const { election, findings } = this.#context;
    findings.count('4.3');
    const place = { entry: index };
    const read = openSigned(election, bytes, (reader) => ({ X: readElement(reader), cause: reader.u8() }));
    if (read instanceof ParseFailure) {
      findings.add('4.3', place, read.says);
      return;
    }
    const { X, cause } = read.body;
    const number = this.#keys.find(X.bytes);
    const isVoid = reportFirstFault(this.#context, '4.3', place, [
      (cause < 1 || cause > 3) && sentences.noSuchCause(cause),
      number < 0 && sentences.notListed(),
      this.#isRevoked(number) && sentences.alreadyRevoked(),
      this.lastBallot(number) !== undefined && sentences.alreadyVoted(),
      !read.signedBy(election.registrar) && sentences.badSignature(),
    ]);
    if (isVoid) return;
    this.#revoked.set(number, 1);
    const unit = this.#units.get(number);
    if (!this.#isInPool(number)) this.eligible[unit]! -= 1;
    else if (this.#isIssued(number)) this.#countIssued(number, unit, -1);
  }

  addPool(site: number, credentials: readonly Uint8Array[]): void {
    for (const credential of credentials) this.#pools.set(this.#keys.add(credential), site + 1);
    this.#hasPools = true;
  }

  /** Returns the site whose pool has the credential. */
  siteOfPool(X: Uint8Array): number | undefined {
    const site = this.#hasPools ? this.#pools.get(this.#keys.find(X)) - 1 : -1;
    return site < 0 ? undefined : site;
  }

  /** Returns the number of a credential that this site may issue, or the reason why it may not (§11.3). */
  findForIssue(X: Uint8Array, site: number): number | Sentence {
    const number = this.#keys.find(X);
    if (this.#pools.get(number) !== site + 1) return sentences.notInPool();
    if (this.#isIssued(number)) return sentences.alreadyIssued();
    return this.#isRevoked(number) ? sentences.alreadyRevoked() : number;
  }

  issue(number: number, { style, unit, ground }: Issue): void {
    this.#styles.set(number, style);
    this.#units.set(number, unit);
    this.#grounds.set(number, ground);
    this.#countIssued(number, unit, 1);
  }

  /** Counts the active credentials of the unit that need a place on its roll: all but those of walk-ins. */
  countOnRoll(unit: number): number {
    return this.eligible[unit]! + this.issued[unit]! - this.walkIns[unit]!;
  }

  /**
   * Returns the number of a credential that may cast a ballot of this style and unit, or the reason why it may
   * not (§8.8, §11.4).
   */
  find(X: Uint8Array, style: number, unit: number): number | Sentence {
    const number = this.#keys.find(X);
    if (number < 0) return sentences.notListed();
    if (this.#isInPool(number) && !this.#isIssued(number)) return sentences.notIssued();
    if (this.#styles.get(number) !== style || this.#units.get(number) !== unit)
      return sentences.wrongStyleOrUnit();
    return this.#isRevoked(number) ? sentences.alreadyRevoked() : number;
  }

  /** Returns the index of the last valid ballot of a credential. */
  lastBallot(number: number): number | undefined {
    const index = this.#last.get(number);
    return index === 0 ? undefined : index;
  }

  recordBallot(number: number, index: number): void {
    if (this.lastBallot(number) === undefined && !this.#isInPool(number))
      this.voted[this.#units.get(number)]! += 1;
    this.#last.set(number, index);
  }

  #isInPool(number: number): boolean {
    return this.#pools.get(number) !== 0;
  }

  #isIssued(number: number): boolean {
    return this.#grounds.get(number) !== 0;
  }

  #isRevoked(number: number): boolean {
    return this.#revoked.get(number) !== 0;
  }

  #countIssued(number: number, unit: number, change: 1 | -1): void {
    this.issued[unit]! += change;
    if (this.#grounds.get(number) !== WALK_IN) return;
    this.walkIns[unit]! += change;
    this.walkInsAt[this.#pools.get(number) - 1]! += change;
  }

  /** Yields the faults of a list or pool: wrong order, and credentials of earlier lists or pools. */
  *orderFaults(credentials: readonly Uint8Array[]): Generator<Sentence> {
    for (const [i, credential] of credentials.entries()) {
      const before = credentials[i - 1];
      if (before && compareBytes(before, credential) >= 0) yield sentences.notAscending(i);
      if (this.#keys.has(credential)) yield sentences.listedTwice(i);
    }
  }
}

function readList(reader: ByteReader): { style: number; unit: number; credentials: Uint8Array[] } {
  return { style: reader.u16(), unit: reader.u16(), credentials: readCredentials(reader) };
}

/** Reads the credentials of a list or pool. Leaves them encoded, so that the caller can decode all at once. */
export function readCredentials(reader: ByteReader): Uint8Array[] {
  const count = reader.u16();
  if (count < 1 || count > 2000) throw new ParseFailure(sentences.wrongListLength(count));
  if (reader.remaining !== 32 * count)
    throw new ParseFailure(sentences.wrongLength(reader.remaining, 32 * count));
  return repeat(count, () => reader.take(32));
}
