/** Ballots, which the booth makes and the server parses and checks (spec chapter 07). @module */

import { concat, equalBytes, u16, u8 } from '../bytes.ts';
import type { Credential } from '../credential.ts';
import { encrypt, type Ciphertext } from '../elgamal.ts';
import { encodeElement, type Element, type Scalar } from '../group.ts';
import { encodeHuman } from '../human-code.ts';
import { bitsOf } from '../manifest/bits.ts';
import type { Election, Style } from '../manifest/election.ts';
import { hash, hashToScalar, sha256 } from '../transcript.ts';
import { decoded, encoded, Reader, type Fields } from '../wire.ts';
import { Kind } from '../entry/kinds.ts';
import {
  drawMasks,
  encodeVector,
  findVectorFault,
  proveVector,
  readVector,
  type BallotStatement,
  type Masks,
  type VectorFault,
  type VectorProof,
} from './vector-proof.ts';

export const TRACKER_CHARACTERS = 22;

/** Choices by contest of the style, by option: 0 or 1. */
export type Choices = readonly (readonly number[])[];

export interface BallotContest<E = Element> {
  readonly ciphertexts: readonly { readonly pad: E; readonly data: E }[];
}

export interface Ballot<E = Element, S = Scalar> {
  /** Entry as received. */
  readonly bytes: Uint8Array;
  readonly style: Style;
  readonly unit: number;
  readonly credential: E;
  readonly contests: readonly BallotContest<E>[];
  readonly proof: VectorProof<E, S>;
  /** 32 bytes (§7.6). */
  readonly tracker: Uint8Array;
}

/** Returns E || style || ciphertexts, `first` of §7.2, which a challenge opens. */
export function encodeFirst(
  election: Election,
  style: Style,
  ciphertexts: readonly (readonly Ciphertext[])[],
): Uint8Array {
  const points = ciphertexts.flat().flatMap(({ pad, data }) => [encodeElement(pad), encodeElement(data)]);
  return concat(election.id, u16(style.position), ...points);
}

/** Returns the encryption randomness of one option (§7.1). */
export function ballotRandomness(
  election: Election,
  style: Style,
  seed: Uint8Array,
  contest: number,
  option: number,
): Scalar {
  return hashToScalar(
    'ballot-randomness/v1',
    election.id,
    u16(style.position),
    seed,
    u16(contest),
    u16(option),
  );
}

export const trackerOf = (first: Uint8Array, restHash: Uint8Array): Uint8Array =>
  hash('tracker/v1', sha256(first), restHash);

/** Formats a tracker of 32 bytes as the code that people compare. */
export const printTracker = (tracker: Uint8Array): string => encodeHuman(tracker, TRACKER_CHARACTERS);

/**
 * Makes a ballot; returns the bytes of the entry. `seed` is 32 secret random bytes, fresh for each ballot: all
 * encryption randomness derives from it. `masks` are of the style, and never used again. Throws if the choices break a
 * group's limits. `progress` receives the share of options done.
 */
export function makeBallot(
  caster: {
    readonly election: Election;
    readonly key: Element;
    readonly style: Style;
    readonly unit: number;
    readonly credential: Credential;
  },
  choices: Choices,
  seed: Uint8Array,
  progress: (share: number) => void = () => undefined,
  masks: Masks = drawMasks(caster.style.layout, {
    electionId: caster.election.id,
    style: caster.style.position,
    x: caster.credential.x,
  }),
): Uint8Array {
  if (seed.length !== 32) throw new Error('ballot: the seed has 32 bytes');
  const { election, key, style, unit, credential } = caster;
  const { layout } = style;
  const options = style.contests.flatMap((contest, c) => {
    if (choices[c]?.length !== contest.options.length) throw new Error('ballot: choices of another style');
    return choices[c].map((value, i) => ({ value, contest: contest.position, i }));
  });
  const bits = bitsOf(
    layout,
    options.map(({ value }) => value),
  );
  const randomness = options.map(({ contest, i }) => ballotRandomness(election, style, seed, contest, i));
  const ciphertexts = options.map(({ value }, i) => {
    progress(i / options.length);
    return encrypt(key, value, randomness[i]!);
  });
  const first = encodeFirst(election, style, [ciphertexts]);
  const X = encodeElement(credential.X);
  const statement = statementOf(election, key, { style, unit, credential: X }, first);
  const proof = proveVector(layout, statement, key, { bits, randomness, x: credential.x }, masks);
  return concat(u8(Kind.ballot), first, X, u16(unit), encodeVector(proof));
}

/** Returns the public inputs of a ballot's proof; `first` is E, style and ciphertexts (§7.2). */
function statementOf(
  { id }: Election,
  key: Element,
  {
    style,
    unit,
    credential,
  }: { readonly style: Style; readonly unit: number; readonly credential: Uint8Array },
  first: Uint8Array,
): BallotStatement {
  return {
    electionId: id,
    key: encodeElement(key),
    credential,
    style: style.position,
    unit,
    ciphertexts: first.subarray(34),
  };
}

/** Parses a ballot entry; throws on any form but that of §7.2. Proofs are not checked here. */
export const parseBallot = (bytes: Uint8Array, election: Election): Ballot =>
  readBallot(bytes, election, decoded);

/** Parses a ballot entry with the given decoding of elements and scalars. */
export function readBallot<E, S>(bytes: Uint8Array, election: Election, fields: Fields<E, S>): Ballot<E, S> {
  const reader = new Reader(bytes);
  if (reader.u8() !== Kind.ballot) throw new Error('ballot: another kind of entry');
  if (!equalBytes(reader.bytes(32), election.id)) throw new Error('ballot: of another election');
  const style = election.styles[reader.u16()];
  if (!style) throw new Error('ballot: no such style');
  const ciphertexts = style.contests.map(({ options }) => options.map(() => readCiphertext(reader, fields)));
  const first = reader.consumed.subarray(1);
  const credential = reader.field(fields.element);
  const unit = reader.u16();
  if (!style.units.includes(unit)) throw new Error('ballot: the unit does not have this style');
  const proof = readVector(reader, style.layout, fields);
  reader.end(); // one trailing byte would make a second ballot with the same meaning
  const contests = ciphertexts.map((own) => ({ ciphertexts: own }));
  const tracker = trackerOf(first, sha256(bytes.subarray(1 + first.length)));
  return Object.freeze({ bytes, style, unit, credential, contests, proof, tracker });
}

/** Parts of a ballot that the tally needs. */
export interface CountedBallot {
  readonly style: Style;
  readonly unit: number;
  readonly credential: Uint8Array;
  readonly contests: readonly BallotContest<Uint8Array>[];
}

/**
 * Reads only the parts that are summed, with encoded elements. The entry was parsed and checked in full when it was
 * accepted.
 */
export function readCountedBallot(bytes: Uint8Array, election: Election): CountedBallot {
  const reader = new Reader(bytes);
  reader.bytes(1 + 32); // kind, E
  const style = election.styles[reader.u16()]!;
  const contests = style.contests.map(({ options }) => ({
    ciphertexts: options.map(() => readCiphertext(reader, encoded)),
  }));
  return { style, credential: reader.bytes(32), unit: reader.u16(), contests };
}

/** First fault of a ballot whose form is right. */
export type BallotFault = VectorFault;

/** Returns the first part of the proof that does not hold, in the order of §8.8; undefined if both hold. */
export function findBallotFault(election: Election, key: Element, ballot: Ballot): BallotFault | undefined {
  const { bytes, style, unit, credential, contests, proof } = ballot;
  const elements = contests.flatMap(({ ciphertexts }) => ciphertexts.flatMap(({ pad, data }) => [pad, data]));
  const first = bytes.subarray(1, 1 + 34 + 32 * elements.length);
  const statement = statementOf(election, key, { style, unit, credential: encodeElement(credential) }, first);
  return findVectorFault(style.layout, statement, key, credential, elements, proof);
}

export const readCiphertext = <E>(
  reader: Reader,
  { element }: Pick<Fields<E, unknown>, 'element'>,
): { readonly pad: E; readonly data: E } => ({
  pad: reader.field(element),
  data: reader.field(element),
});
