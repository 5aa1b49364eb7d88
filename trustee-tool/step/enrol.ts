/** A trustee's keys, before there is an election. @module */

import { utf8 } from '#crypto/bytes.ts';
import { newEncryptionSecret } from '#crypto/ceremony/trustee.ts';
import { encodeElement, encodeScalar } from '#crypto/group.ts';
import { toTokenError } from '#hsm/errors.ts';
import type { IdentityKey, SealingKey, Token } from '#hsm/token.ts';
import { enrolmentMessage } from '../shared/enrolment.ts';
import { encryptionContext, sealSecret } from '../shared/custody.ts';
import type { Enrol, Made } from './job.ts';

/** Keys that an earlier try made in the token are used; the encryption key is new, and was never told to anyone. */
export async function enrol(token: Token, key: string, { name }: Enrol): Promise<Made> {
  const identity = await madeOrThere<IdentityKey>(
    () => token.makeIdentityKey(key),
    () => token.identityKey(key),
  );
  const sealing = await madeOrThere<SealingKey>(
    () => token.makeSealingKey(`${key}-seal`),
    () => token.sealingKey(`${key}-seal`),
  );
  const { secret, publicKey } = newEncryptionSecret();
  const sealed = await sealSecret(sealing, encodeScalar(secret), encryptionContext(publicKey));
  const encryptionKey = encodeElement(publicKey);
  const signature = await identity.sign(enrolmentMessage(utf8(name), identity.publicKey, encryptionKey));
  return { signingKey: identity.publicKey, encryptionKey, sealed, signature };
}

async function madeOrThere<T>(make: () => Promise<T>, find: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (toTokenError(error).kind !== 'key-exists') throw error;
    return find();
  }
}
