/**
 * Messages of the key ceremony (spec §5.1). Encoders return `kind || body`; parsers take whole signed entries and do
 * not verify signatures.
 * @module
 */

import { concat, u16, u8 } from '../bytes.ts';
import { encodeElement, encodeScalar, type Element, type Scalar } from '../group.ts';
import { encodeEquality, readEquality, type EqualityProof } from '../proof/equality.ts';
import { encodeKnowledge, readKnowledge, type KnowledgeProof } from '../proof/schnorr.ts';
import { readSigned, readSignedByQuorum, type QuorumKeys } from '../entry/entry.ts';
import { Kind } from '../entry/kinds.ts';
import { hash, hashToElement, hashToScalar, type Statement } from '../transcript.ts';
import { decoded, Reader } from '../wire.ts';

/** Beginning of every message: its run, and the trustee who sent it (for an absence, the trustee who is absent). */
export interface CeremonyHead {
  readonly run: number;
  readonly trustee: number;
}

export interface Commit extends CeremonyHead {
  readonly hash: Uint8Array;
}
export interface Reveal extends CeremonyHead {
  readonly commitments: readonly Element[];
  readonly proof: KnowledgeProof;
}
/** Encrypted share: R = e G and the masked value m (§5.4). */
export interface DealtShare {
  readonly R: Element;
  readonly m: Scalar;
}
export interface Deal extends CeremonyHead {
  /** One share for each other trustee, in ascending order of their numbers. */
  readonly shares: readonly DealtShare[];
}
export interface Certificate extends CeremonyHead {
  readonly key: Element;
}
export interface Complaint extends CeremonyHead {
  readonly dealer: number;
}
export interface Answer extends CeremonyHead {
  readonly accuser: number;
  readonly e: Scalar;
}
/** `owed`: kind of the message that the trustee has not sent (§5.7). */
export interface Absence extends CeremonyHead {
  readonly owed: number;
}
export interface ShareCheck extends CeremonyHead {
  readonly D: Element;
  readonly proof: EqualityProof;
}
export type Seal = Certificate;

const head = (kind: number, { run, trustee }: CeremonyHead): Uint8Array =>
  concat(u8(kind), u16(run), u8(trustee));
const readHead = (reader: Reader): CeremonyHead => ({ run: reader.u16(), trustee: reader.u8() });

/**
 * Returns run and trustee of a ceremony message; undefined if it is too short. Kind, remaining bytes and signature are
 * not checked.
 */
export function ceremonyHeadOf(entry: Uint8Array): CeremonyHead | undefined {
  return entry.length < 4 ? undefined : readHead(new Reader(entry.subarray(1)));
}

export const encodeCommit = (m: Commit): Uint8Array => concat(head(Kind.commit, m), m.hash);
export const parseCommit = (entry: Uint8Array): Commit =>
  readSigned(entry, Kind.commit, (reader) => ({ ...readHead(reader), hash: reader.bytes(32) }));

export const encodeReveal = (m: Reveal): Uint8Array =>
  concat(head(Kind.reveal, m), ...m.commitments.map(encodeElement), encodeKnowledge(m.proof));
/** Parses a reveal with exactly `t` commitments: one more would raise the threshold, one less would lower it. */
export const parseReveal = (entry: Uint8Array, t: number): Reveal =>
  readSigned(entry, Kind.reveal, (reader) => ({
    ...readHead(reader),
    commitments: reader.list(t, reader.element),
    proof: readKnowledge(reader, decoded),
  }));

export const encodeDeal = (m: Deal): Uint8Array =>
  concat(
    head(Kind.deal, m),
    ...m.shares.flatMap(({ R, m: masked }) => [encodeElement(R), encodeScalar(masked)]),
  );
export const parseDeal = (entry: Uint8Array, n: number): Deal =>
  readSigned(entry, Kind.deal, (reader) => ({
    ...readHead(reader),
    shares: reader.list(n - 1, () => ({ R: reader.element(), m: reader.scalar() })),
  }));

const withKey =
  (kind: number) =>
  (m: Certificate): Uint8Array =>
    concat(head(kind, m), encodeElement(m.key));
const readWithKey =
  (kind: number) =>
  (entry: Uint8Array): Certificate =>
    readSigned(entry, kind, (reader) => ({ ...readHead(reader), key: reader.element() }));

export const encodeCertificate = withKey(Kind.certify);
export const parseCertificate = readWithKey(Kind.certify);
export const encodeSeal = withKey(Kind.seal);
export const parseSeal = readWithKey(Kind.seal);

export const encodeComplaint = (m: Complaint): Uint8Array => concat(head(Kind.complain, m), u8(m.dealer));
export const parseComplaint = (entry: Uint8Array): Complaint =>
  readSigned(entry, Kind.complain, (reader) => ({ ...readHead(reader), dealer: reader.u8() }));

export const encodeAnswer = (m: Answer): Uint8Array =>
  concat(head(Kind.answer, m), u8(m.accuser), encodeScalar(m.e));
export const parseAnswer = (entry: Uint8Array): Answer =>
  readSigned(entry, Kind.answer, (reader) => ({
    ...readHead(reader),
    accuser: reader.u8(),
    e: reader.scalar(),
  }));

export const encodeAbsence = (m: Absence): Uint8Array => concat(head(Kind.absence, m), u8(m.owed));
export const parseAbsence = (entry: Uint8Array, authority: QuorumKeys): Absence =>
  readSignedByQuorum(entry, Kind.absence, authority, (reader) => ({
    ...readHead(reader),
    owed: reader.u8(),
  }));

export const encodeShareCheck = (m: ShareCheck): Uint8Array =>
  concat(head(Kind.shareCheck, m), encodeElement(m.D), encodeEquality(m.proof));
export const parseShareCheck = (entry: Uint8Array): ShareCheck =>
  readSigned(entry, Kind.shareCheck, (reader) => ({
    ...readHead(reader),
    D: reader.element(),
    proof: readEquality(reader),
  }));

/** Returns the hash that a commit contains (§5.2). */
export const commitHash = (
  E: Uint8Array,
  { run, trustee }: CeremonyHead,
  commitments: readonly Element[],
): Uint8Array =>
  hash('ceremony-commit/v1', E, u16(run), u8(trustee), concat(...commitments.map(encodeElement)));

export const revealStatement = (
  E: Uint8Array,
  { run, trustee }: CeremonyHead,
  commitments: readonly Element[],
): Statement => ({
  label: 'ceremony-reveal/v1',
  parts: [E, u16(run), u8(trustee), concat(...commitments.map(encodeElement))],
});

/** Returns the mask on a share from `dealer` to `receiver`. Both know `shared`, which is e PK (§5.4). */
export function shareMask(
  E: Uint8Array,
  run: number,
  dealer: number,
  receiver: number,
  receiverKey: Element,
  R: Element,
  shared: Element,
): Scalar {
  const points = [receiverKey, R, shared].map(encodeElement);
  return hashToScalar('ceremony-share/v1', E, u16(run), u8(dealer), u8(receiver), ...points);
}

/** Returns the public point that stands for a ciphertext's pad in the share check (§5.8). */
export const shareCheckPoint = (E: Uint8Array, run: number, key: Element): Element =>
  hashToElement('share-check-point/v1', E, u16(run), encodeElement(key));

export const shareCheckStatement = (
  E: Uint8Array,
  { run, trustee }: CeremonyHead,
  key: Element,
  X: Element,
  P: Element,
  D: Element,
): Statement => ({
  label: 'share-check/v1',
  parts: [E, u16(run), u8(trustee), ...[key, X, P, D].map(encodeElement)],
});
