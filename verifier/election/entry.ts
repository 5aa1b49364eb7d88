/** Signed entries and the blobs to which they refer (spec §2.5, §2.6). @module */
import { tryParse, ByteReader, ParseFailure, equalBytes, toHex } from '../crypto/bytes.ts';
import type { Election } from './election.ts';
import type { BoardReader } from '../board/reader.ts';
import { sentences } from '../findings/sentences.ts';
import type { Sentence } from '../findings/sentences/sentence.ts';
import type { SignatureClaim } from '../crypto/signature-precheck.ts';
import { verifySignature } from '../crypto/signatures.ts';
import { frame, sha256 } from '../crypto/transcript.ts';

export interface Entry {
  readonly index: number;
  readonly bytes: Uint8Array;
}

export interface Signed<T> {
  readonly body: T;
  readonly signedBy: (key: Uint8Array) => boolean;
  /** Returns the signature that `signedBy` verifies. */
  readonly claimOf: (key: Uint8Array) => SignatureClaim;
}

/** Entry whose signer is known. */
export interface Message<T> {
  readonly body: T;
  /** Verifies the signature, or the signatures of the authority. Returns one fault if they do not hold. */
  readonly signatureFault: () => Sentence | false;
}

/**
 * Parses `u8 kind || body || signature[64]`. The signature is verified later, with `signedBy`, because its
 * key may depend on the body.
 */
export function readSigned<T>(
  election: Uint8Array,
  bytes: Uint8Array,
  read: (reader: ByteReader) => T,
): Signed<T> {
  const message = bytes.subarray(0, Math.max(1, bytes.length - 64));
  const reader = new ByteReader(message.subarray(1));
  const body = read(reader);
  reader.end();
  const signature = bytes.subarray(message.length);
  if (signature.length !== 64) throw new ParseFailure(sentences.tooShort());
  const claimOf = (key: Uint8Array): SignatureClaim => ({
    scheme: 'p256',
    key,
    message: frame('entry/v1', [election, message]),
    signature,
  });
  return { body, claimOf, signedBy: (key) => verifySignature(claimOf(key)) };
}

/** Parses a signed entry and returns a failure instead of throwing it. */
export function openSigned<T>(
  { id }: Pick<Election, 'id'>,
  bytes: Uint8Array,
  read: (reader: ByteReader) => T,
): Signed<T> | ParseFailure {
  return tryParse(() => readSigned(id, bytes, read));
}

/** Parses an entry that one party signs with this key, and returns a failure instead of throwing it (§2.5). */
export function openMessage<T>(
  election: Pick<Election, 'id'>,
  bytes: Uint8Array,
  key: Uint8Array,
  read: (reader: ByteReader) => T,
): Message<T> | ParseFailure {
  const opened = openSigned(election, bytes, read);
  if (opened instanceof ParseFailure) return opened;
  return { body: opened.body, signatureFault: () => !opened.signedBy(key) && sentences.badSignature() };
}

/** Maximum length of a blob in bytes (§2.6). */
export const MAX_BLOB_BYTES = 16_777_216;

export interface BlobRef {
  readonly hash: Uint8Array;
  readonly length: number;
}

export function readBlobRef(reader: ByteReader): BlobRef {
  const hash = reader.take(32);
  const length = reader.u32();
  if (length < 1 || length > MAX_BLOB_BYTES) throw new ParseFailure(sentences.blobLength(length));
  return { hash, length };
}

/** Failure to find a blob. The blob may still appear on the board later. */
export class BlobMissing extends ParseFailure {}

/** Reads a blob. Returns a failure if it is missing or has not the signed hash and length. */
export async function fetchBlob(
  board: BoardReader,
  { hash, length }: BlobRef,
): Promise<Uint8Array | ParseFailure> {
  const path = blobPath(hash);
  const bytes = await board.read(path, length);
  if (!bytes) return new BlobMissing(sentences.blobMissing(path));
  if (bytes.length !== length || !equalBytes(sha256(bytes), hash))
    return new ParseFailure(sentences.wrongBlob(path));
  return bytes;
}

export function blobPath(hash: Uint8Array): string {
  return `blob/${toHex(hash)}`;
}
