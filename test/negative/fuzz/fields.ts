/** Offsets of the fields of an entry or blob, so that mutants change whole fields. @module */

import type { Election } from '#crypto/manifest/election.ts';
import { Kind } from '#crypto/entry/kinds.ts';

export interface Field {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Returns whether a field is a number, of 1, 2, 4 or 8 bytes; all others are hashes, elements, scalars, and runs of
 * them.
 */
export const isNumber = ({ start, end }: Field): boolean => end - start <= 8;

class Ruler {
  readonly fields: Field[] = [];
  at = 0;

  take(name: string, length: number): this {
    this.fields.push({ name, start: this.at, end: this.at + length });
    this.at += length;
    return this;
  }

  each(count: number, name: string, ...lengths: readonly number[]): this {
    for (let i = 0; i < count; i += 1)
      for (const [part, length] of lengths.entries()) this.take(`${name} ${i}.${part}`, length);
    return this;
  }
}

const CIPHERTEXT = 64;
const KNOWLEDGE = 64;
const EQUALITY = 96;

/** Returns the fields of an entry by its kind, without kind and signature; omits those that a truncated entry lacks. */
export function fieldsOf(election: Election, entry: Uint8Array): Field[] {
  const ruler = new Ruler().take('kind', 1);
  measure(ruler, election, entry);
  return ruler.fields.slice(1).filter(({ end }) => end <= entry.length);
}

function measure(ruler: Ruler, election: Election, entry: Uint8Array): Ruler {
  const { threshold, trusteeCount, unitCount } = election;
  const head = (): Ruler => ruler.take('run', 2).take('trustee', 1);
  switch (entry[0]) {
    case Kind.clock:
      return ruler.take('seconds', 8);
    case Kind.commit:
      return head().take('hash', 32);
    case Kind.reveal:
      return head().each(threshold, 'C', 32).take('proof', KNOWLEDGE);
    case Kind.deal:
      return head().each(trusteeCount - 1, 'share', 32, 32);
    case Kind.certify:
    case Kind.seal:
      return head().take('K', 32);
    case Kind.complain:
      return head().take('dealer', 1);
    case Kind.answer:
      return head().take('accuser', 1).take('e', 32);
    case Kind.absence:
      return head().take('owed', 1);
    case Kind.shareCheck:
      return head().take('D', 32).take('proof', EQUALITY);
    case Kind.credentials:
      return ruler.take('style', 2).take('unit', 2).take('count', 2).each(listed(entry), 'X', 32);
    case Kind.revocation:
      return ruler.take('X', 32).take('cause', 1);
    case Kind.opening:
    case Kind.admissions:
      return ruler.each(unitCount, 'people', 4);
    case Kind.closing:
      return ruler.take('ballots', 4).take('challenged', 4);
    case Kind.build:
    case Kind.incident:
      return ruler.take('incident', 8).take('blob', 36);
    case Kind.changeOfHours:
      return ruler.take('incident', 8).take('n', 2).each(changed(entry), 'place', 2, 8, 8);
    case Kind.ballot:
    case Kind.challenged:
      return measureBallot(ruler, election, entry);
    case Kind.decryptionShare:
      return ruler.take('trustee', 1).take('blob', 36);
    default:
      return ruler.take('blob', 36);
  }
}

const changed = (entry: Uint8Array): number => (entry.length < 11 ? 0 : entry[9]! * 256 + entry[10]!);
const listed = (entry: Uint8Array): number => (entry.length < 7 ? 0 : entry[5]! * 256 + entry[6]!);

function measureBallot(ruler: Ruler, { styles }: Election, entry: Uint8Array): Ruler {
  ruler.take('E', 32).take('style', 2);
  const style = styles[entry.length < 35 ? styles.length : entry[33]! * 256 + entry[34]!];
  if (!style) return ruler;
  const options = style.layout.n;
  ruler.each(options, 'ciphertext', CIPHERTEXT);
  if (entry[0] === Kind.challenged)
    return ruler.take('seed', 32).each(options, 'choice', 1).take('restHash', 32);
  ruler.take('X', 32).take('unit', 2);
  ruler.each(5, 'commitment', 32).each(style.layout.free.length, 'f', 32);
  return ruler.take('t', 32).take('s', 32).take('z', 32);
}

/** Returns the fields of a blob, given the kind of its entry. Returns none for the manifest, which is text. */
export function blobFieldsOf(election: Election, kind: number, blob: Uint8Array): Field[] {
  const ruler = new Ruler();
  if (kind === Kind.decryptionShare) ruler.each(Math.floor(blob.length / 32), 'share', 32);
  else if (kind === Kind.tally) measureTally(ruler, election, blob);
  else if (kind === Kind.result) measureResult(ruler, election, blob);
  return ruler.fields.filter(({ end }) => end <= blob.length);
}

const number = (blob: Uint8Array, start: number, end: number): number =>
  blob.subarray(start, end).reduce((value, byte) => value * 256 + byte, 0);

/** Adds a number field and returns its value, but at most the length of the blob. */
function counted(ruler: Ruler, blob: Uint8Array, name: string, length: number): number {
  ruler.take(name, length);
  return Math.min(number(blob, ruler.at - length, ruler.at), blob.length);
}

function measureTally(ruler: Ruler, { contests }: Election, blob: Uint8Array): void {
  for (const { options } of contests)
    for (let cells = counted(ruler, blob, 'cells', 2); cells > 0; cells -= 1) {
      ruler.each(counted(ruler, blob, 'units', 2), 'unit', 2);
      if (counted(ruler, blob, 'N', 4) > 0) ruler.each(options.length, 'sum', 32, 32);
    }
}

function measureResult(ruler: Ruler, { contests }: Election, blob: Uint8Array): void {
  for (const { options, parties } of contests) {
    ruler.each(counted(ruler, blob, 'cells', 2) * options.length, 'votes', 4);
    ruler.each(options.length, 'total', 4).each(parties.length, 'party', 4);
  }
}
