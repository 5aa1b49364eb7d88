/** Entries signed by one party (spec §2.5), and references to blobs (spec §2.6). @module */

import { concat, equalBytes, u32 } from '../bytes.ts';
import { verifyEcdsa, type Signer } from '../ecdsa.ts';
import { frame, sha256 } from '../transcript.ts';
import { Reader } from '../wire.ts';

export const SIGNATURE_LENGTH = 64;
export const MAX_ENTRY_LENGTH = 65_535;
export const MAX_BLOB_LENGTH = 16_777_216;

const signedMessage = (electionId: Uint8Array, unsigned: Uint8Array): Uint8Array =>
  frame('entry/v1', electionId, unsigned);

/** Signs `kind || body`; returns `kind || body || signature`. */
export async function signEntry(
  signer: Signer,
  electionId: Uint8Array,
  unsigned: Uint8Array,
): Promise<Uint8Array> {
  return concat(unsigned, await signer.sign(signedMessage(electionId, unsigned)));
}

/** Returns whether the last 64 bytes are the signature of `publicKey` on the rest, for this election. */
export function checkEntrySignature(
  publicKey: Uint8Array,
  electionId: Uint8Array,
  entry: Uint8Array,
): boolean {
  if (entry.length <= SIGNATURE_LENGTH) return false;
  const unsigned = entry.subarray(0, -SIGNATURE_LENGTH);
  return verifyEcdsa(publicKey, signedMessage(electionId, unsigned), entry.subarray(-SIGNATURE_LENGTH));
}

/**
 * Reads a whole signed entry; `read` reads the body. Throws if the entry is of another kind or of another length. The
 * signature is not verified here.
 */
export function readSigned<T>(entry: Uint8Array, kind: number, read: (reader: Reader) => T): T {
  const reader = new Reader(entry);
  if (reader.u8() !== kind) throw new Error('entry of another kind');
  const body = read(reader);
  reader.bytes(SIGNATURE_LENGTH);
  reader.end();
  return body;
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
