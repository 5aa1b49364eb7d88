/** Creation of a trustee's keys, before there is an election. @module */

import { toHex, utf8 } from '#crypto/bytes.ts';
import { newEncryptionSecret } from '#crypto/ceremony/trustee.ts';
import { encodeElement, encodeScalar } from '#crypto/group.ts';
import { toTokenError } from '#hsm/errors.ts';
import type { IdentityKey, SealingKey, Token } from '#hsm/token.ts';
import { enrollmentMessage } from '../shared/enrollment.ts';
import { encryptionContext, sealSecret } from '../shared/custody.ts';
import type { EnrollWork, ResultOf } from './messages.ts';

/**
 * Makes the signing, sealing and encryption keys. Reuses a signing or sealing key that an earlier attempt left in the
 * token. The encryption key is always new, which is safe because an earlier attempt never published one.
 */
export async function enroll(token: Token, key: string, { name }: EnrollWork): Promise<ResultOf<'enroll'>> {
  const identity = await makeOrFind<IdentityKey>(
    () => token.makeIdentityKey(key),
    () => token.identityKey(key),
  );
  const sealing = await makeOrFind<SealingKey>(
    () => token.makeSealingKey(`${key}-seal`),
    () => token.sealingKey(`${key}-seal`),
  );
  const { secret, publicKey } = newEncryptionSecret();
  const sealed = await sealSecret(sealing, encodeScalar(secret), encryptionContext(publicKey));
  const encryptionKey = encodeElement(publicKey);
  const signature = await identity.sign(enrollmentMessage(utf8(name), identity.publicKey, encryptionKey));
  return {
    kind: 'enroll',
    signingKey: toHex(identity.publicKey),
    encryptionKey: toHex(encryptionKey),
    sealed: toHex(sealed),
    signature: toHex(signature),
  };
}

async function makeOrFind<T>(make: () => Promise<T>, find: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (toTokenError(error).kind !== 'key-exists') throw error;
    return find();
  }
}
