/**
 * A trustee's secrets of 32 bytes, sealed by the token, each bound to the place it belongs to and opened for one piece of
 * work: the secret of the encryption key, the seed of a run of the ceremony, the share of the election's secret.
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

/** What a sealed share belongs to: it opens for nothing else. */
export interface SharePlace {
  /** E */
  readonly electionId: Uint8Array;
  readonly run: number;
  readonly trustee: number;
  /** The public half of the share (spec §5.5). */
  readonly X: Element;
}

/** As files. */
export interface SealedShare {
  readonly sealed: Uint8Array;
  /** What the encryption is bound to; public. `hsm backup`, which knows nothing of elections, is given it. */
  readonly context: Uint8Array;
}

/** Before there is an election: an encryption key is bound to its public half alone. */
export const encryptionContext = (publicKey: Element): Uint8Array =>
  frame('custody/encryption/v1', encodeElement(publicKey));

export const seedContext = (electionId: Uint8Array, run: number, trustee: number): Uint8Array =>
  frame('custody/seed/v1', electionId, u16(run), u8(trustee));

const contextOf = ({ electionId, run, trustee, X }: SharePlace): Uint8Array =>
  frame('custody/share/v1', electionId, u16(run), u8(trustee), encodeElement(X));

/** Seals a secret, wiping it, and opens it again to be sure: some devices choose the nonce themselves. */
export async function sealSecret(
  key: SealingKey,
  secret: Uint8Array,
  context: Uint8Array,
): Promise<Uint8Array> {
  try {
    const sealed = await key.seal(secret, context);
    // What does not open now would be missed at the count.
    return await withSecret(key, sealed, context, () => sealed);
  } finally {
    secret.fill(0);
  }
}

/**
 * Opens a secret for `work`. Its bytes are wiped afterwards; an integer that was computed with cannot be, in this
 * language, so this runs in a process that ends with the work (see step/).
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

/** Seals a share; throws if it is not the one of its place. */
export async function sealShare(key: SealingKey, place: SharePlace, share: Scalar): Promise<SealedShare> {
  if (!multiply(G, share).equals(place.X))
    throw new Error('custody: the share is not the one of its public half');
  const context = contextOf(place);
  return { sealed: await sealSecret(key, encodeScalar(share), context), context };
}

/** Opens a share for `work`. */
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
