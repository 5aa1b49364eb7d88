/**
 * Secrets of a trustee, 32 bytes each, encrypted by the token: the secret of the encryption key, the seed of a run of
 * the ceremony, and the share of the election's secret key. Each is bound to a context, and decrypted only for one
 * piece of work.
 * @module
 */

import { u16, u8 } from '#crypto/bytes.ts';
import {
  decodeScalar,
  encodeElement,
  encodeScalar,
  G,
  multiply,
  type Element,
  type Scalar,
} from '#crypto/group.ts';
import { frame } from '#crypto/transcript.ts';
import { TokenError } from '#hsm/errors.ts';
import type { SealingKey } from '#hsm/token.ts';

/** Data that an encrypted share is bound to. With other data the share cannot be decrypted. */
export interface SharePlace {
  /** Hash of the manifest (E). */
  readonly electionId: Uint8Array;
  readonly run: number;
  readonly trustee: number;
  /** Public half of the share (spec §5.5). */
  readonly X: Element;
}

/** Contents of the two files of a share. */
export interface SealedShare {
  readonly sealed: Uint8Array;
  /** Context that the encryption is bound to; public. `hsm backup`, which knows nothing of elections, needs it. */
  readonly context: Uint8Array;
}

/** Returns the context of an encryption key: its public half alone, because there is no election yet. */
export const encryptionContext = (publicKey: Element): Uint8Array =>
  frame('custody/encryption/v1', encodeElement(publicKey));

export const seedContext = (electionId: Uint8Array, run: number, trustee: number): Uint8Array =>
  frame('custody/seed/v1', electionId, u16(run), u8(trustee));

const contextOf = ({ electionId, run, trustee, X }: SharePlace): Uint8Array =>
  frame('custody/share/v1', electionId, u16(run), u8(trustee), encodeElement(X));

/**
 * Encrypts a secret and wipes it. Decrypts it once more as a check, because some devices choose the nonce themselves.
 */
export async function sealSecret(
  key: SealingKey,
  secret: Uint8Array,
  context: Uint8Array,
): Promise<Uint8Array> {
  try {
    const sealed = await key.seal(secret, context);
    // Without this check, a secret that cannot be decrypted would be noticed only at the count.
    return await withSecret(key, sealed, context, () => sealed);
  } finally {
    secret.fill(0);
  }
}

/**
 * Opens a secret for `work` and wipes its bytes afterwards. An integer that was computed from them cannot be wiped in
 * this language, so this runs in a process that ends with the work (see step/).
 */
export async function withSecret<T>(
  key: SealingKey,
  sealed: Uint8Array,
  context: Uint8Array,
  work: (secret: Uint8Array) => T,
): Promise<T> {
  const bytes = await key.open(sealed, context);
  try {
    if (bytes.length !== 32) throw new TokenError('bad-sealed', 'length of the secret');
    return work(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** Encrypts a share; throws if the share does not match the public half in `place`. */
export async function sealShare(key: SealingKey, place: SharePlace, share: Scalar): Promise<SealedShare> {
  if (!multiply(G, share).equals(place.X))
    throw new Error('custody: the share is not the one of its public half');
  const context = contextOf(place);
  return { sealed: await sealSecret(key, encodeScalar(share), context), context };
}

/** Decrypts a share for `work`; throws `bad-sealed` if the share does not match the public half in `place`. */
export const withShare = <T>(
  key: SealingKey,
  place: SharePlace,
  sealed: Uint8Array,
  work: (share: Scalar) => T,
): Promise<T> =>
  withSecret(key, sealed, contextOf(place), (bytes) => {
    const share = decodeScalar(bytes);
    if (!multiply(G, share).equals(place.X)) throw new TokenError('bad-sealed', 'public half of the share');
    return work(share);
  });
