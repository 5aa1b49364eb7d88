/**
 * A sealed secret as a file: magic, key id (16 bytes), nonce (12), AES-256-GCM ciphertext with its tag (16) behind. The
 * magic and the key id are authenticated together with the caller's context.
 * @module
 */
import { TokenError } from './errors.ts';

const magic = new TextEncoder().encode('SIVEI sealed v1\n');
const ID_LENGTH = 16;
export const NONCE_LENGTH = 12;
export const TAG_LENGTH = 16;
/** The longest secret. */
const MAX_SECRET = 64;

export interface Sealed {
  readonly id: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

export function encodeSealed({ id, nonce, ciphertext }: Sealed): Uint8Array {
  return join(magic, id, nonce, ciphertext);
}

/** Throws `bad-sealed` unless it is of this form and names this key. */
export function parseSealed(bytes: Uint8Array, id: Uint8Array): Sealed {
  const shortest = magic.length + ID_LENGTH + NONCE_LENGTH + TAG_LENGTH;
  if (bytes.length <= shortest || bytes.length > shortest + MAX_SECRET)
    throw new TokenError('bad-sealed', 'length');
  let at = 0;
  const take = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  if (!same(take(magic.length), magic)) throw new TokenError('bad-sealed', 'form');
  if (!same(take(ID_LENGTH), id)) throw new TokenError('bad-sealed', 'key');
  return { id, nonce: take(NONCE_LENGTH), ciphertext: bytes.subarray(at) };
}

/** What AES-GCM authenticates: with the lengths fixed in front, two contexts never give the same bytes. */
export function associatedData(id: Uint8Array, context: Uint8Array): Uint8Array {
  return join(magic, id, context);
}

export function checkSecret(secret: Uint8Array): void {
  if (secret.length === 0 || secret.length > MAX_SECRET)
    throw new Error(`a secret has 1 to ${MAX_SECRET} bytes`);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
