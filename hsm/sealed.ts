/**
 * Format of a sealed secret: magic, key id (16 bytes), nonce (12), AES-256-GCM ciphertext with its tag (16) at the end.
 * Magic and key id are authenticated together with the caller's context.
 * @module
 */
import { TokenError } from './errors.ts';

const magic = new TextEncoder().encode('SIVEI sealed v1\n');
const ID_LENGTH = 16;
export const NONCE_LENGTH = 12;
export const TAG_LENGTH = 16;
/** Maximum length of a secret in bytes. */
const MAX_SECRET_BYTES = 64;

export interface Sealed {
  readonly id: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

export function encodeSealed({ id, nonce, ciphertext }: Sealed): Uint8Array {
  return join(magic, id, nonce, ciphertext);
}

/** Parses a sealed secret; throws `bad-sealed` if its format is wrong or its key id is not `id`. */
export function parseSealed(bytes: Uint8Array, id: Uint8Array): Sealed {
  const shortest = magic.length + ID_LENGTH + NONCE_LENGTH + TAG_LENGTH;
  if (bytes.length <= shortest || bytes.length > shortest + MAX_SECRET_BYTES)
    throw new TokenError('bad-sealed', 'length');
  let at = 0;
  const next = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  if (!same(next(magic.length), magic)) throw new TokenError('bad-sealed', 'form');
  if (!same(next(ID_LENGTH), id)) throw new TokenError('bad-sealed', 'key');
  return { id, nonce: next(NONCE_LENGTH), ciphertext: bytes.subarray(at) };
}

/**
 * Returns the data that AES-GCM authenticates. The first parts have fixed lengths, so two contexts never give the same
 * bytes.
 */
export function associatedData(id: Uint8Array, context: Uint8Array): Uint8Array {
  return join(magic, id, context);
}

export function checkSecret(secret: Uint8Array): void {
  if (secret.length === 0 || secret.length > MAX_SECRET_BYTES)
    throw new Error(`a secret has 1 to ${MAX_SECRET_BYTES} bytes`);
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
