/**
 * Entries of the authority, the registrar and the board (spec §6.2-6.5, §8.5-8.7), and entries with decryption shares.
 * @module
 */

import { concat, u16, u32, u64, u8 } from '../bytes.ts';
import { encodeElement, type Element } from '../group.ts';
import type { Election } from '../manifest/election.ts';
import {
  encodeBlobRef,
  readBlobRef,
  readSigned,
  readSignedByQuorum,
  type BlobRef,
  type QuorumKeys,
} from '../entry/entry.ts';
import { Kind } from '../entry/kinds.ts';

/** Maximal number of credentials in one list (§6.2). */
export const MAX_LIST = 2000;

export interface CredentialList {
  readonly style: number;
  readonly unit: number;
  /** Encoded public keys in strictly ascending order. */
  readonly credentials: readonly Uint8Array[];
}

export const causes = { reissued: 1, modality: 2, lost: 3 } as const;

export interface Revocation {
  readonly credential: Element;
  readonly cause: number;
}

export interface Closing {
  readonly ballots: number;
  readonly challenged: number;
}

// Each encoder returns `kind || body`, to be signed; each parser takes the whole signed entry and does not verify the
// signature.

export const encodeManifestEntry = (manifest: BlobRef): Uint8Array =>
  concat(u8(Kind.manifest), encodeBlobRef(manifest));
export const parseManifestEntry = (entry: Uint8Array, authority: QuorumKeys): BlobRef =>
  readSignedByQuorum(entry, Kind.manifest, authority, readBlobRef);

export const encodeClock = (seconds: number): Uint8Array => concat(u8(Kind.clock), u64(seconds));
export const parseClock = (entry: Uint8Array): number =>
  readSigned(entry, Kind.clock, (reader) => reader.u64());

export function encodeCredentialList({ style, unit, credentials }: CredentialList): Uint8Array {
  if (credentials.length < 1 || credentials.length > MAX_LIST)
    throw new Error('credential list: 1 to 2,000 credentials');
  return concat(u8(Kind.credentials), u16(style), u16(unit), u16(credentials.length), ...credentials);
}

export function parseCredentialList(entry: Uint8Array): CredentialList {
  return readSigned(entry, Kind.credentials, (reader) => {
    const [style, unit, count] = [reader.u16(), reader.u16(), reader.u16()];
    if (count < 1 || count > MAX_LIST) throw new Error('credential list: 1 to 2,000 credentials');
    return { style, unit, credentials: reader.list(count, () => encodeElement(reader.element())) };
  });
}

export const encodeRevocation = ({ credential, cause }: Revocation): Uint8Array =>
  concat(u8(Kind.revocation), encodeElement(credential), u8(cause));

export function parseRevocation(entry: Uint8Array): Revocation {
  return readSigned(entry, Kind.revocation, (reader) => {
    const [credential, cause] = [reader.element(), reader.u8()];
    if (cause < 1 || cause > 3) throw new Error('revocation: unknown cause');
    return { credential, cause };
  });
}

/** Encodes an opening; `roll` is the number of people on the roll, by unit. */
export const encodeOpening = (roll: readonly number[]): Uint8Array =>
  concat(u8(Kind.opening), ...roll.map(u32));
export const parseOpening = (entry: Uint8Array, { unitCount, authority }: Election): number[] =>
  readSignedByQuorum(entry, Kind.opening, authority, (reader) => reader.list(unitCount, reader.u32));

/** Numbers of people admitted to vote, by unit. */
export interface Admissions {
  readonly internet: readonly number[];
  /** Undefined in an election without sites. */
  readonly inPerson?: readonly number[] | undefined;
}

export const encodeAdmissions = ({ internet, inPerson = [] }: Admissions): Uint8Array =>
  concat(u8(Kind.admissions), ...[...internet, ...inPerson].map(u32));

export const parseAdmissions = (entry: Uint8Array, { unitCount, sites }: Election): Admissions =>
  readSigned(entry, Kind.admissions, (reader) => ({
    internet: reader.list(unitCount, reader.u32),
    inPerson: sites.length > 0 ? reader.list(unitCount, reader.u32) : undefined,
  }));

export const encodeClosing = ({ ballots, challenged }: Closing): Uint8Array =>
  concat(u8(Kind.closing), u32(ballots), u32(challenged));
export const parseClosing = (entry: Uint8Array, authority: QuorumKeys): Closing =>
  readSignedByQuorum(entry, Kind.closing, authority, (reader) => ({
    ballots: reader.u32(),
    challenged: reader.u32(),
  }));

export const encodeTallyEntry = (tally: BlobRef): Uint8Array => concat(u8(Kind.tally), encodeBlobRef(tally));
export const parseTallyEntry = (entry: Uint8Array): BlobRef => readSigned(entry, Kind.tally, readBlobRef);

export const encodeShareEntry = (trustee: number, share: BlobRef): Uint8Array =>
  concat(u8(Kind.decryptionShare), u8(trustee), encodeBlobRef(share));
export const parseShareEntry = (entry: Uint8Array): { trustee: number; share: BlobRef } =>
  readSigned(entry, Kind.decryptionShare, (reader) => ({ trustee: reader.u8(), share: readBlobRef(reader) }));

export const encodeResultEntry = (result: BlobRef): Uint8Array =>
  concat(u8(Kind.result), encodeBlobRef(result));
export const parseResultEntry = (entry: Uint8Array, authority: QuorumKeys): BlobRef =>
  readSignedByQuorum(entry, Kind.result, authority, readBlobRef);
