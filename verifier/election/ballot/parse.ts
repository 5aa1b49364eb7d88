/** Parsers of ballots and challenged ballots (spec §7.2, §7.8). @module */
import { tryParse, ByteReader, ParseFailure, equalBytes } from '../../crypto/bytes.ts';
import type { Contest, Election, Style } from '../election.ts';
import { readSigned } from '../entry.ts';
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { ElementList } from '../../crypto/arithmetic/element-list.ts';
import type { Decode, Element } from '../../crypto/group.ts';
import { type Ciphertext, readCiphertext, repeat } from '../../crypto/proofs.ts';
import { sentences } from '../../findings/sentences.ts';
import { KeyTable } from '../key-table.ts';
import { hash, sha256 } from '../../crypto/transcript.ts';
import { type BallotProof, readBallotProof } from './proof.ts';

export interface ContestVote {
  readonly contest: Contest;
  readonly ciphertexts: readonly Ciphertext[];
}

interface BallotHead {
  readonly stylePosition: number;
  readonly style: Style;
  readonly votes: readonly ContestVote[];
}

export interface Ballot extends BallotHead {
  readonly X: Element;
  readonly unit: number;
  readonly proof: BallotProof;
}

export interface ChallengedBallot extends BallotHead {
  readonly seed: Uint8Array;
  /** 0 or 1 for each ciphertext, in the same order. */
  readonly choices: Uint8Array;
  readonly tracker: Uint8Array;
  readonly signedBy: (key: Uint8Array) => boolean;
}

/**
 * Parses a ballot. Checks length, election, style and unit before it decodes elements, because decoding is
 * slow.
 */
export function parseBallot(bytes: Uint8Array, election: Election, decode: Decode): Ballot {
  const reader = new ByteReader(bytes.subarray(1));
  const { stylePosition, style } = readStyle(reader, election);
  if (bytes.length !== style.length)
    throw new ParseFailure(sentences.wrongLength(bytes.length, style.length));
  const ciphertexts = reader.take(64 * style.ciphertexts);
  const credential = reader.take(32);
  const unit = reader.u16();
  if (!style.units.has(unit)) throw new ParseFailure(sentences.unitNotInStyle(unit));
  const votes = readVotes(new ByteReader(ciphertexts), style, decode);
  const X = decode(credential);
  const proof = readBallotProof(reader, style.bits, decode);
  reader.end();
  return { stylePosition, style, votes, X, unit, proof };
}

export function parseChallenged(bytes: Uint8Array, election: Election, decode: Decode): ChallengedBallot {
  const { body, signedBy } = readSigned(election.id, bytes, (reader) => {
    const { stylePosition, style } = readStyle(reader, election);
    const length = 64 * style.ciphertexts + 32 + style.ciphertexts + 32;
    if (reader.remaining !== length)
      throw new ParseFailure(sentences.wrongLength(bytes.length, bytes.length - reader.remaining + length));
    const ciphertexts = reader.take(64 * style.ciphertexts);
    const seed = reader.take(32);
    const choices = reader.take(style.ciphertexts);
    if (choices.some((choice) => choice > 1)) throw new ParseFailure(sentences.badChoice());
    const votes = readVotes(new ByteReader(ciphertexts), style, decode);
    const first = bytes.subarray(1, CIPHERTEXTS_AT + ciphertexts.length);
    return { stylePosition, style, votes, seed, choices, tracker: tracker(sha256(first), reader.take(32)) };
  });
  return { ...body, signedBy };
}

/** Offset of the ciphertexts, after kind, election and style position. */
export const CIPHERTEXTS_AT = 1 + 34;

/** Returns the tracker of an entry that parsed as a ballot of this style (§7.6). */
export function trackerOf(bytes: Uint8Array, style: Style): Uint8Array {
  const split = CIPHERTEXTS_AT + 64 * style.ciphertexts;
  return tracker(sha256(bytes.subarray(1, split)), sha256(bytes.subarray(split)));
}

function tracker(first: Uint8Array, rest: Uint8Array): Uint8Array {
  return hash('tracker/v1', first, rest);
}

function readStyle(reader: ByteReader, election: Election): { stylePosition: number; style: Style } {
  if (!equalBytes(reader.take(32), election.id)) throw new ParseFailure(sentences.wrongElection());
  const stylePosition = reader.u16();
  const style = election.styles[stylePosition];
  if (!style) throw new ParseFailure(sentences.noSuchStyle(stylePosition));
  return { stylePosition, style };
}

function readVotes(reader: ByteReader, style: Style, decode: Decode): ContestVote[] {
  return style.contests.map((contest) => ({
    contest,
    ciphertexts: repeat(contest.options, () => readCiphertext(reader, decode)),
  }));
}

/**
 * Runs each parser, and then decodes the elements of all of them at once. Returns a value or a failure for
 * each parser; a parser's other failures come before those of decoding.
 */
export function parseTogether<T>(
  parsers: readonly ((decode: Decode) => T)[],
  arithmetic: Arithmetic,
): (T | ParseFailure)[] {
  const parsed = parsers.map((parse) => {
    const elements: Element[] = [];
    const value = tryParse(() =>
      parse((encoding) => {
        const element = arithmetic.defer(encoding);
        elements.push(element);
        return element;
      }),
    );
    return { value, elements: value instanceof ParseFailure ? [] : elements };
  });
  const failures = arithmetic.decodeDeferred(parsed.map(({ elements }) => elements));
  return parsed.map(({ value }, i) => failures[i] ?? value);
}

/** Returns the ciphertexts of a ballot that was judged before, pad before data. */
export function ciphertextsOf(bytes: Uint8Array, style: Style, arithmetic: Arithmetic): ElementList {
  const votes = readVotes(new ByteReader(bytes.subarray(CIPHERTEXTS_AT)), style, arithmetic.defer);
  const elements = elementsOf(votes);
  arithmetic.decodeDeferred([elements]);
  return ElementList.of(arithmetic, elements);
}

/** Returns the position of the style of an entry that parsed as a ballot. */
export function stylePositionOf(bytes: Uint8Array): number {
  return new ByteReader(bytes.subarray(CIPHERTEXTS_AT - 2)).u16();
}

/** Returns credential and unit of an entry that parsed as a ballot of this style. */
export function casterOf(bytes: Uint8Array, style: Style): { X: Uint8Array; unit: number } {
  const reader = new ByteReader(bytes.subarray(CIPHERTEXTS_AT + 64 * style.ciphertexts));
  return { X: reader.take(32), unit: reader.u16() };
}

/** Returns the elements of the ciphertexts in the order of the ballot: pad, then data. */
export function elementsOf(votes: readonly ContestVote[]): Element[] {
  return votes.flatMap(({ ciphertexts }) => ciphertexts.flatMap(({ pad, data }) => [pad, data]));
}

/** Returns the first pad of an entry that parsed as a ballot or challenged ballot. */
export function firstPadOf(bytes: Uint8Array): Uint8Array {
  return padAt(bytes, 0);
}

/**
 * Tells whether two pads of an entry that parsed as a ballot or challenged ballot of this style are equal (§7.7).
 * Compares all bytes only if the first four of two pads are equal.
 */
export function repeatsPad(bytes: Uint8Array, { ciphertexts }: Pick<Style, 'ciphertexts'>): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset + CIPHERTEXTS_AT, 64 * ciphertexts);
  const starts = new Uint32Array(ciphertexts).map((_, i) => view.getUint32(64 * i)).toSorted();
  if (starts.every((start, i) => i === 0 || start !== starts[i - 1])) return false;
  const pads = new KeyTable();
  return starts.some((_, i) => pads.add(padAt(bytes, i)) < 0);
}

function padAt(bytes: Uint8Array, i: number): Uint8Array {
  const at = CIPHERTEXTS_AT + 64 * i;
  return bytes.subarray(at, at + 32);
}
