/** Enrollment of a trustee, for the manifest: name and public keys, signed by the token (spec §5.9). @module */

import type { Static } from 'typebox';
import { fromHex, utf8 } from '#crypto/bytes.ts';
import { verifyEcdsa } from '#crypto/ecdsa.ts';
import { check, literal, record, string } from '#crypto/json-schema.ts';
import { parseStrictJson, printJson } from '#crypto/manifest/json.ts';
import { frame } from '#crypto/transcript.ts';

const schema = record({
  format: literal('sivei-trustee-enrolment/v1'),
  name: string(),
  signingKey: string({ pattern: '^0[23][0-9a-f]{64}$' }),
  encryptionKey: string({ pattern: '^[0-9a-f]{64}$' }),
  signature: string({ pattern: '^[0-9a-f]{128}$' }),
});

export type Enrollment = Static<typeof schema>;

/** Returns the message that the signing key signs: name, signing key and encryption key. */
export const enrollmentMessage = (
  name: Uint8Array,
  signingKey: Uint8Array,
  encryptionKey: Uint8Array,
): Uint8Array => frame('trustee-enrolment/v1', name, signingKey, encryptionKey);

/** Prints the enrollment; keys and signature in lower-case hexadecimal. */
export const printEnrollment = (
  name: string,
  { signingKey, encryptionKey, signature }: Pick<Enrollment, 'signingKey' | 'encryptionKey' | 'signature'>,
): Uint8Array =>
  utf8(
    printJson({
      format: 'sivei-trustee-enrolment/v1',
      name,
      signingKey,
      encryptionKey,
      signature,
    } satisfies Enrollment),
  );

/** Parses an enrollment; throws if it is malformed or its signature does not hold. */
export function parseEnrollment(bytes: Uint8Array): Enrollment {
  const value = parseStrictJson(bytes);
  if (!check(schema, value)) throw new Error('not an enrolment of a trustee');
  const { name, signingKey, encryptionKey, signature } = value;
  const message = enrollmentMessage(utf8(name), fromHex(signingKey, 33), fromHex(encryptionKey, 32));
  if (!verifyEcdsa(fromHex(signingKey, 33), message, fromHex(signature, 64)))
    throw new Error('the signature does not hold');
  return value;
}
