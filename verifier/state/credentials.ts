/** Credential lists, revocations, and who has voted (spec §6.2, §6.3). @module */
import { compare, type Reader, Refusal } from '../bytes.ts';
import { type Entry, openSigned } from '../entry.ts';
import { readElement } from '../group.ts';
import { times } from '../proofs.ts';
import { say, type Sentence } from '../sentences.ts';
import type { Context } from './context.ts';
import { refuse } from './context.ts';
import { KeyTable } from '../key-table.ts';

export const listKind = 0x20;
export const revocationKind = 0x21;

/** The last valid ballot of a credential. */
export interface LastBallot {
  readonly index: number;
  /** Where another ballot may take its place. */
  readonly leaf: Uint8Array | undefined;
}

export class Credentials {
  readonly #context: Context;
  readonly #keys = new KeyTable();
  // By the credential's number in the table.
  readonly #styles: number[] = [];
  readonly #units: number[] = [];
  readonly #revoked = new Set<number>();
  readonly #last = new Map<number, LastBallot>();
  /** By unit: credentials that are listed and not revoked, and those with a valid ballot. */
  readonly eligible: number[];
  readonly voted: number[];

  constructor(context: Context) {
    this.#context = context;
    const units = context.election.manifest.units.length;
    this.eligible = times(units, () => 0);
    this.voted = times(units, () => 0);
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
    if (ill || refuse(this.#context, '4.2', place, this.#orderFaults(credentials))) return;
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
    this.eligible[this.#units[number]!]! -= 1;
  }

  /** The number of a credential that may cast such a ballot, or why it may not (§8.8). */
  find(X: Uint8Array, style: number, unit: number): number | Sentence {
    const number = this.#keys.find(X);
    if (number < 0) return say.notListed();
    if (this.#styles[number] !== style || this.#units[number] !== unit) return say.listedElsewhere();
    return this.#revoked.has(number) ? say.alreadyRevoked() : number;
  }

  lastBallot(number: number): LastBallot | undefined {
    return this.#last.get(number);
  }

  cast(number: number, ballot: LastBallot): void {
    if (!this.#last.has(number)) this.voted[this.#units[number]!]! += 1;
    this.#last.set(number, ballot);
  }

  *#orderFaults(credentials: readonly Uint8Array[]): Generator<Sentence> {
    for (const [i, credential] of credentials.entries()) {
      const before = credentials[i - 1];
      if (before && compare(before, credential) >= 0) yield say.notAscending(i);
      if (this.#keys.has(credential)) yield say.listedTwice(i);
    }
  }
}

/** Credentials are encodings here, to be decoded together. */
function readList(reader: Reader): { style: number; unit: number; credentials: Uint8Array[] } {
  const style = reader.u16();
  const unit = reader.u16();
  const count = reader.u16();
  if (count < 1 || count > 2000) throw new Refusal(say.listLength(count));
  if (reader.left !== 32 * count) throw new Refusal(say.wrongLength(reader.left, 32 * count));
  return { style, unit, credentials: times(count, () => reader.take(32)) };
}
