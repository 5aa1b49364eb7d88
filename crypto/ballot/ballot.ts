/** Ballots, which the booth makes and the server parses and checks (spec chapter 07). @module */

import { concat, equalBytes, u16, u8 } from '../bytes.ts';
import type { Credential } from '../credential.ts';
import { addCiphertexts, encrypt, weigh, zeroCiphertext, type Ciphertext } from '../elgamal.ts';
import { add, encodeElement, scalarOf, times, type Element, type Scalar } from '../group.ts';
import { encodeHuman } from '../human-code.ts';
import type { Contest, Group } from '../manifest/contest.ts';
import type { Election, Style } from '../manifest/election.ts';
import {
  checkDisjunction,
  encodeDisjunction,
  proveDisjunction,
  readDisjunction,
  valuesFrom,
  type Disjunction,
} from '../proof/disjunction.ts';
import {
  checkKnowledge,
  encodeKnowledge,
  proveKnowledge,
  readKnowledge,
  type KnowledgeProof,
} from '../proof/schnorr.ts';
import { hash, hashToScalar, sha256 } from '../transcript.ts';
import { decoded, encoded, Reader, type Fields } from '../wire.ts';
import {
  groupStatement,
  optionStatement,
  signatureStatement,
  type Caster,
  type EncodedCiphertext,
} from './statements.ts';
import { Kind } from '../entry/kinds.ts';

export const TRACKER_CHARACTERS = 22;
const BINARY = [0, 1];

/** Choices of a voter: for each contest of the style, 0 or 1 for each option. */
export type Choices = readonly (readonly number[])[];

export interface BallotContest<E = Element, S = Scalar> {
  readonly ciphertexts: readonly { readonly pad: E; readonly data: E }[];
  readonly optionProofs: readonly Disjunction<E, S>[];
  readonly groupProofs: readonly Disjunction<E, S>[];
}

export interface Ballot<E = Element, S = Scalar> {
  /** Entry as received. */
  readonly bytes: Uint8Array;
  readonly style: Style;
  readonly unit: number;
  readonly credential: E;
  readonly contests: readonly BallotContest<E, S>[];
  readonly signature: KnowledgeProof<E, S>;
  /** 32 bytes (§7.6). */
  readonly tracker: Uint8Array;
}

/** Returns E || style || ciphertexts, the part `first` of §7.2, which a challenge opens. */
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
 * encryption randomness derives from it. Throws if the choices break a group's limits. `progress` receives the fraction
 * of options done.
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
): Uint8Array {
  if (seed.length !== 32) throw new Error('ballot: the seed has 32 bytes');
  const { election, key, style, unit, credential } = caster;
  const open = casterOf(election, key, style, unit, credential.X);
  const encrypted = style.contests.map((contest, c) => {
    const values = choices[c];
    if (values?.length !== contest.options.length) throw new Error('ballot: choices of another style');
    const randomness = values.map((_, i) => ballotRandomness(election, style, seed, contest.position, i));
    return {
      contest,
      values,
      randomness,
      ciphertexts: values.map((v, i) => encrypt(key, v, randomness[i]!)),
    };
  });
  const first = encodeFirst(
    election,
    style,
    encrypted.map(({ ciphertexts }) => ciphertexts),
  );
  const optionCount = style.contests.reduce((count, { options }) => count + options.length, 0);
  let done = 0;
  const proofs = encrypted.flatMap(({ contest, values, randomness, ciphertexts }) => [
    ...ciphertexts.map((ciphertext, i) => {
      progress(done++ / optionCount);
      const statement = optionStatement(open, contest, i, encodeCiphertext(ciphertext));
      return proveDisjunction(key, ciphertext, BINARY, values[i]!, randomness[i]!, statement);
    }),
    ...contest.groups.map((group, g) => {
      const total = sumOf(group, ciphertexts);
      const value = group.weights.reduce((s, weight, i) => s + weight * values[i]!, 0);
      const r = group.weights.reduce((s, weight, i) => add(s, times(scalarOf(weight), randomness[i]!)), 0n);
      const range = valuesFrom(group.min, group.max);
      const statement = groupStatement(open, contest, g, encodeCiphertext(total));
      return proveDisjunction(key, total, range, value, r, statement);
    }),
  ]);
  const body = concat(u8(Kind.ballot), first, open.credential, u16(unit), ...proofs.map(encodeDisjunction));
  return concat(body, encodeKnowledge(proveKnowledge(credential.x, signatureStatement(open, body))));
}

/** Parses a ballot entry; throws unless it has the form of §7.2. Proofs are not checked here. */
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
  const contests = style.contests.map((contest, c) => ({
    ciphertexts: ciphertexts[c]!,
    optionProofs: contest.options.map(() => readDisjunction(reader, 2, fields)),
    groupProofs: contest.groups.map(({ min, max }) => readDisjunction(reader, max - min + 1, fields)),
  }));
  const signature = readKnowledge(reader, fields);
  reader.end(); // one trailing byte would make a second ballot with the same meaning
  const tracker = trackerOf(first, sha256(bytes.subarray(1 + first.length)));
  return Object.freeze({ bytes, style, unit, credential, contests, signature, tracker });
}

/** Parts of a ballot that the tally needs. */
export interface CountedBallot {
  readonly style: Style;
  readonly unit: number;
  readonly credential: Uint8Array;
  readonly contests: readonly Pick<BallotContest<Uint8Array>, 'ciphertexts'>[];
}

/**
 * Reads only the parts that the tally needs, with encoded elements. It checks nothing: the entry was parsed and checked
 * in full when it was accepted.
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
export type BallotFault = 'option-proof' | 'group-proof' | 'signature';

/** Returns the first proof that does not hold, in the order of §8.8; undefined if all hold. */
export function findBallotFault(election: Election, key: Element, ballot: Ballot): BallotFault | undefined {
  const caster = casterOf(election, key, ballot.style, ballot.unit, ballot.credential);
  const eachContest = (check: (contest: Contest, own: BallotContest) => boolean): boolean =>
    ballot.style.contests.every((contest, c) => check(contest, ballot.contests[c]!));
  const options = eachContest((contest, { ciphertexts, optionProofs }) =>
    ciphertexts.every((ciphertext, i) =>
      checkDisjunction(
        key,
        ciphertext,
        BINARY,
        optionProofs[i]!,
        optionStatement(caster, contest, i, encodeCiphertext(ciphertext)),
      ),
    ),
  );
  if (!options) return 'option-proof';
  const groups = eachContest((contest, { ciphertexts, groupProofs }) =>
    contest.groups.every((group, g) => {
      const total = sumOf(group, ciphertexts);
      const statement = groupStatement(caster, contest, g, encodeCiphertext(total));
      return checkDisjunction(key, total, valuesFrom(group.min, group.max), groupProofs[g]!, statement);
    }),
  );
  if (!groups) return 'group-proof';
  const statement = signatureStatement(caster, ballot.bytes.subarray(0, -64));
  return checkKnowledge(ballot.credential, ballot.signature, statement) ? undefined : 'signature';
}

export const readCiphertext = <E>(
  reader: Reader,
  { element }: Pick<Fields<E, unknown>, 'element'>,
): { readonly pad: E; readonly data: E } => ({
  pad: reader.field(element),
  data: reader.field(element),
});

/** Returns the weighted sum of a group (§7.4). */
function sumOf(group: Group, ciphertexts: readonly Ciphertext[]): Ciphertext {
  return group.weights.reduce(
    (total, weight, i) => (weight === 0 ? total : addCiphertexts(total, weigh(ciphertexts[i]!, weight))),
    zeroCiphertext,
  );
}

function encodeCiphertext({ pad, data }: Ciphertext): EncodedCiphertext {
  return { pad: encodeElement(pad), data: encodeElement(data) };
}

function casterOf({ id }: Election, key: Element, style: Style, unit: number, credential: Element): Caster {
  return { electionId: id, key: encodeElement(key), style, unit, credential: encodeElement(credential) };
}
