/** What the registrar gives to a site's desk before the day: its pool's codes and its part of the roll, in one sealed file. @module */

import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { utf8 } from '#crypto/bytes.ts';
import { sealEnvelope, type EnvelopeOpener } from '#crypto/envelope.ts';
import { CODE_CHARACTERS } from '#crypto/credential.ts';
import { parseHuman } from '#crypto/human-code.ts';
import { strict } from './config.ts';

const kitSchema = Type.Object(
  {
    site: Type.Integer({ minimum: 0 }),
    /** POSIX seconds at which the roll was as it is here. */
    made: Type.Integer({ minimum: 0 }),
    codes: Type.Array(Type.String(), { maxItems: 100_000 }),
    /** Who is registered for this site. */
    people: Type.Array(
      Type.Object(
        {
          person: Type.String(),
          voterKey: Type.String(),
          name: Type.String(),
          unit: Type.Integer({ minimum: 0 }),
          style: Type.Integer({ minimum: 0 }),
          inForce: Type.Boolean(),
        },
        strict,
      ),
      { maxItems: 100_000 },
    ),
  },
  strict,
);

export type Kit = Static<typeof kitSchema>;
export type KitPerson = Kit['people'][number];

/** `publicKey`: of the desk, 65 bytes. */
export const sealKit = (publicKey: Uint8Array, electionId: Uint8Array, kit: Kit): Promise<Uint8Array> =>
  sealEnvelope(publicKey, 'desk-kit', electionId, utf8(JSON.stringify(kit)));

/** Throws if it is not for this desk and election, or malformed. */
export async function openKit(opener: EnvelopeOpener, bytes: Uint8Array): Promise<Kit> {
  const kit: unknown = JSON.parse(new TextDecoder().decode(await opener.open(bytes)));
  if (!Value.Check(kitSchema, kit)) throw new Error('the kit is malformed');
  for (const code of kit.codes) parseHuman(code, CODE_CHARACTERS);
  return kit;
}
