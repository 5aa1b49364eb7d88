/** Signed entries and the blobs they refer to (spec §2.5, §2.6). @module */
import { attempt, Reader, Refusal, same, toHex } from '../crypto/bytes.ts';
import type { Election } from './election.ts';
import type { BoardReader } from '../board/reader.ts';
import { say } from '../findings/sentences.ts';
import type { Claim } from '../crypto/prefetch-signatures.ts';
import { holds } from '../crypto/signatures.ts';
import { frame, sha256 } from '../crypto/transcript.ts';

export interface Entry {
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** The bytes of an entry, and advice for decoding its elements (§8.9). */
export interface Hinted {
  readonly bytes: Uint8Array;
  readonly hints?: Uint8Array | undefined;
}

export interface Signed<T> {
  readonly body: T;
  readonly signedBy: (key: Uint8Array) => boolean;
  /** What that asks. */
  readonly claimOf: (key: Uint8Array) => Claim;
}

/** `u8 kind || body || signature[64]`; the signature is judged when its key is known. */
export function readSigned<T>(
  election: Uint8Array,
  bytes: Uint8Array,
  read: (reader: Reader) => T,
): Signed<T> {
  const message = bytes.subarray(0, Math.max(1, bytes.length - 64));
  const reader = new Reader(message.subarray(1));
  const body = read(reader);
  reader.end();
  const signature = bytes.subarray(message.length);
  if (signature.length !== 64) throw new Refusal(say.tooShort());
  const claimOf = (key: Uint8Array): Claim => ({
    scheme: 'p256',
    key,
    message: frame('entry/v1', [election, message]),
    signature,
  });
  return { body, claimOf, signedBy: (key) => holds(claimOf(key)) };
}

/** The same, with the refusal as a value. */
export function openSigned<T>(
  { id }: Pick<Election, 'id'>,
  bytes: Uint8Array,
  read: (reader: Reader) => T,
): Signed<T> | Refusal {
  return attempt(() => readSigned(id, bytes, read));
}

/** No blob is longer (§2.6). */
export const MAX_BLOB = 16_777_216;

export interface BlobRef {
  readonly hash: Uint8Array;
  readonly length: number;
}

export function readBlobRef(reader: Reader): BlobRef {
  const hash = reader.take(32);
  const length = reader.u32();
  if (length < 1 || length > MAX_BLOB) throw new Refusal(say.blobLength(length));
  return { hash, length };
}

/** The file is not there, which another time it may be. */
export class BlobMissing extends Refusal {}

/** The blob, with the hash and the length that were signed. */
export async function fetchBlob(
  board: BoardReader,
  { hash, length }: BlobRef,
): Promise<Uint8Array | Refusal> {
  const path = blobPath(hash);
  const bytes = await board.read(path, length);
  if (!bytes) return new BlobMissing(say.blobMissing(path));
  if (bytes.length !== length || !same(sha256(bytes), hash)) return new Refusal(say.blobDiffers(path));
  return bytes;
}

function blobPath(hash: Uint8Array): string {
  return `blob/${toHex(hash)}`;
}
