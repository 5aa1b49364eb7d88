/** A trustee's share of the election's secret: sealed by the trustee's token, opened for one piece of work. @module */

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

const contextOf = ({ electionId, run, trustee, X }: SharePlace): Uint8Array =>
  frame('custody/share/v1', electionId, u16(run), u8(trustee), encodeElement(X));

/** Seals a share, and opens it again to be sure; throws if it is not the one of its place. */
export async function sealShare(key: SealingKey, place: SharePlace, share: Scalar): Promise<SealedShare> {
  if (!multiply(G, share).equals(place.X))
    throw new Error('custody: the share is not the one of its public half');
  const bytes = encodeScalar(share);
  const context = contextOf(place);
  try {
    const sealed = await key.seal(bytes, context);
    // Some devices choose the nonce themselves: what does not open now would be missed at the count.
    return await withShare(key, place, sealed, () => ({ sealed, context }));
  } finally {
    bytes.fill(0);
  }
}

/**
 * Opens a share for `work`. Its bytes are wiped afterwards; the integer that was computed with cannot be, in this
 * language, so this runs in a process that ends with the work (see step/).
 */
export async function withShare<T>(
  key: SealingKey,
  place: SharePlace,
  sealed: Uint8Array,
  work: (share: Scalar) => T,
): Promise<T> {
  const bytes = await key.open(sealed, contextOf(place));
  try {
    if (bytes.length !== 32) throw new TokenError('bad-sealed', 'length of the share');
    const share = decodeScalar(bytes);
    if (!multiply(G, share).equals(place.X)) throw new TokenError('bad-sealed', 'public half of the share');
    return work(share);
  } finally {
    bytes.fill(0);
  }
}
