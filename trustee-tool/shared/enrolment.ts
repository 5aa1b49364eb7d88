/** What a trustee hands to the authority for the manifest: name and public keys, signed by the token (spec §5.9). @module */

import type { Static } from 'typebox';
import { fromHex, toHex, utf8 } from '#crypto/bytes.ts';
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

export type Enrolment = Static<typeof schema>;

/** What the signing key signs: it speaks for the name and for the encryption key. */
export const enrolmentMessage = (
  name: Uint8Array,
  signingKey: Uint8Array,
  encryptionKey: Uint8Array,
): Uint8Array => frame('trustee-enrolment/v1', name, signingKey, encryptionKey);

export const printEnrolment = (
  name: string,
  made: {
    readonly signingKey: Uint8Array;
    readonly encryptionKey: Uint8Array;
    readonly signature: Uint8Array;
  },
): Uint8Array =>
  utf8(
    printJson({
      format: 'sivei-trustee-enrolment/v1',
      name,
      signingKey: toHex(made.signingKey),
      encryptionKey: toHex(made.encryptionKey),
      signature: toHex(made.signature),
    } satisfies Enrolment),
  );

/** Throws if it is malformed or its signature does not hold. */
export function parseEnrolment(bytes: Uint8Array): Enrolment {
  const value = parseStrictJson(bytes);
  if (!check(schema, value)) throw new Error('not an enrolment of a trustee');
  const { name, signingKey, encryptionKey, signature } = value;
  const message = enrolmentMessage(utf8(name), fromHex(signingKey, 33), fromHex(encryptionKey, 32));
  if (!verifyEcdsa(fromHex(signingKey, 33), message, fromHex(signature, 64)))
    throw new Error('the signature does not hold');
  return value;
}
