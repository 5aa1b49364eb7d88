/** Entries signed by one party or by a quorum of the authority (spec §2.5), and references to blobs (§2.6). @module */

import { concat, equalBytes, u32, u8 } from '../bytes.ts';
import { verifyEcdsa, type Signer } from '../ecdsa.ts';
import { frame, sha256 } from '../transcript.ts';
import { Reader } from '../wire.ts';

export const SIGNATURE_LENGTH = 64;
export const MAX_ENTRY_LENGTH = 65_535;
export const MAX_BLOB_LENGTH = 16_777_216;

/** Public keys (33 bytes each) of the authority; `quorum` of them sign an entry together. */
export interface QuorumKeys {
  readonly keys: readonly Uint8Array[];
  readonly quorum: number;
}

/** Public key (33 bytes) or keys whose signatures end an entry. */
export type EntryKey = Uint8Array | QuorumKeys;

/** Signer of the authority; `position` is that of its key in the manifest. */
export interface QuorumSigner {
  readonly position: number;
  readonly signer: Signer;
}

/** Signer of one party, or the quorum that signs for the authority, by ascending position. */
export type EntrySigner = Signer | readonly QuorumSigner[];

const isQuorum = (key: EntryKey): key is QuorumKeys => 'quorum' in key;

/** Returns the length in bytes of the signatures at the end of an entry. */
export const signatureLength = (key: EntryKey): number =>
  isQuorum(key) ? key.quorum * (1 + SIGNATURE_LENGTH) : SIGNATURE_LENGTH;

const signedMessage = (electionId: Uint8Array, unsigned: Uint8Array): Uint8Array =>
  frame('entry/v1', electionId, unsigned);

/** Signs `kind || body`; returns the entry, `kind || body || signatures`. */
export async function signEntry(
  signer: EntrySigner,
  electionId: Uint8Array,
  unsigned: Uint8Array,
): Promise<Uint8Array> {
  const message = signedMessage(electionId, unsigned);
  if ('sign' in signer) return concat(unsigned, await signer.sign(message));
  const signatures: Uint8Array[] = [];
  for (const { position, signer: own } of signer) signatures.push(u8(position), await own.sign(message));
  return concat(unsigned, ...signatures);
}

/**
 * Returns whether the entry ends with the signature of `key` on the rest, for this election; for a quorum, whether it
 * ends with signatures that all hold, in the form of §2.5.
 */
export function checkEntrySignature(key: EntryKey, electionId: Uint8Array, entry: Uint8Array): boolean {
  const length = signatureLength(key);
  if (entry.length <= length) return false;
  const message = signedMessage(electionId, entry.subarray(0, -length));
  const signatures = entry.subarray(-length);
  if (!isQuorum(key)) return verifyEcdsa(key, message, signatures);
  const read = quorumSignatures(new Reader(signatures), key);
  return read?.every(({ signedBy, signature }) => verifyEcdsa(signedBy, message, signature)) === true;
}

/** Reads the signatures of a quorum; returns undefined unless they are by different keys in ascending order. */
function quorumSignatures(
  reader: Reader,
  { keys, quorum }: QuorumKeys,
): { readonly signedBy: Uint8Array; readonly signature: Uint8Array }[] | undefined {
  const signatures = [];
  let last = -1;
  for (let i = 0; i < quorum; i++) {
    const position = reader.u8();
    const signedBy = keys[position];
    if (signedBy === undefined || position <= last) return undefined;
    signatures.push({ signedBy, signature: reader.bytes(SIGNATURE_LENGTH) });
    last = position;
  }
  return signatures;
}

/**
 * Reads a whole entry that one party has signed; `read` reads the body. Throws if the entry is of another kind or of
 * another length. The signature is not verified here.
 */
export function readSigned<T>(entry: Uint8Array, kind: number, read: (reader: Reader) => T): T {
  return readEntry(entry, kind, (reader) => {
    const body = read(reader);
    reader.bytes(SIGNATURE_LENGTH);
    return body;
  });
}

/** Reads a whole entry of the authority. Throws as `readSigned` does, and if the keys are not in the form of §2.5. */
export function readSignedByQuorum<T>(
  entry: Uint8Array,
  kind: number,
  authority: QuorumKeys,
  read: (reader: Reader) => T,
): T {
  return readEntry(entry, kind, (reader) => {
    const body = read(reader);
    if (!quorumSignatures(reader, authority))
      throw new Error('the signatures are not by different keys of the authority, in ascending order');
    return body;
  });
}

function readEntry<T>(entry: Uint8Array, kind: number, read: (reader: Reader) => T): T {
  const reader = new Reader(entry);
  if (reader.u8() !== kind) throw new Error('entry of another kind');
  const content = read(reader);
  reader.end();
  return content;
}

/** Reference to a blob: a message that is too large for an entry, stored beside the log. */
export interface BlobRef {
  readonly hash: Uint8Array;
  readonly length: number;
}

export function blobRef(blob: Uint8Array): BlobRef {
  assertBlobLength(blob.length);
  return { hash: sha256(blob), length: blob.length };
}

function assertBlobLength(length: number): void {
  if (length < 1 || length > MAX_BLOB_LENGTH) throw new Error('blob of a length that is not allowed');
}

export const encodeBlobRef = (ref: BlobRef): Uint8Array => concat(ref.hash, u32(ref.length));

/** Reads a reference; throws if no blob can have its length. */
export function readBlobRef(reader: Reader): BlobRef {
  const hash = reader.bytes(32);
  const length = reader.u32();
  assertBlobLength(length);
  return { hash, length };
}

export const matchesBlobRef = (ref: BlobRef, blob: Uint8Array): boolean =>
  blob.length === ref.length && equalBytes(sha256(blob), ref.hash);
