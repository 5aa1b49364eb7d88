/**
 * Kit, an encrypted file that the registrar gives to a site's desk before election day. It contains the codes of the
 * site's pool of credentials, and the site's part of the roll.
 * @module
 */

import type { Static } from 'typebox';
import { concat, utf8 } from '#crypto/bytes.ts';
import { verifyEcdsa, type Signer } from '#crypto/ecdsa.ts';
import { sealEnvelope, type EnvelopeOpener } from '#crypto/envelope.ts';
import { CODE_CHARACTERS } from '#crypto/credential.ts';
import { parseHuman } from '#crypto/human-code.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { SIGNATURE_LENGTH } from '#crypto/entry/entry.ts';
import { frame } from '#crypto/transcript.ts';
import { array, boolean, check, record, string } from '#crypto/json-schema.ts';
import { count, seconds, type Sentence } from './schemas.ts';

const kitSchema = record({
  site: count,
  /** Time at which the registrar made the kit from the roll. */
  made: seconds,
  codes: array(string(), { maxItems: 100_000 }),
  /** People who are registered for this site. */
  people: array(
    record({
      person: string(),
      voterKey: string(),
      name: string(),
      unit: count,
      style: count,
      inForce: boolean(),
    }),
    { maxItems: 100_000 },
  ),
});

export type Kit = Static<typeof kitSchema>;
export type KitPerson = Kit['people'][number];

/** Error for a rejected kit. `es` and `en` complete a sentence whose subject is the kit. */
export class KitFault extends Error {
  override readonly name = 'KitFault';
  readonly says: Sentence;

  constructor(es: string, en: string) {
    super(`the kit ${en}`);
    this.says = { es, en };
  }
}

const kitMessage = (electionId: Uint8Array, json: Uint8Array): Uint8Array =>
  frame('desk-kit/v1', electionId, json);

/**
 * Signs the kit with the registrar's key and encrypts it for the desk (`publicKey`: 65 bytes). The signature is needed
 * because everybody can encrypt for a desk, so encryption does not prove who made the kit.
 */
export async function sealKit(
  publicKey: Uint8Array,
  electionId: Uint8Array,
  registrar: Signer,
  kit: Kit,
): Promise<Uint8Array> {
  const json = utf8(JSON.stringify(kit));
  const signature = await registrar.sign(kitMessage(electionId, json));
  return sealEnvelope(publicKey, 'desk-kit', electionId, concat(signature, json));
}

/**
 * Decrypts and checks a kit. Throws if it is not for this desk and election, not signed by the manifest's registrar, or
 * malformed.
 */
export async function openKit(
  opener: EnvelopeOpener,
  { id, registrarKey }: Pick<Election, 'id' | 'registrarKey'>,
  bytes: Uint8Array,
): Promise<Kit> {
  const content = await opener.open(bytes).catch(() => {
    throw new KitFault(
      'no se selló para esta mesa y elección, o está dañado',
      'was not sealed for this desk and election, or is damaged',
    );
  });
  const json = content.subarray(SIGNATURE_LENGTH);
  if (!verifyEcdsa(registrarKey, kitMessage(id, json), content.subarray(0, SIGNATURE_LENGTH)))
    throw new KitFault(
      'no lo firmó el registro que nombra el manifiesto',
      'is not signed by the registrar that the manifest names',
    );
  const kit: unknown = JSON.parse(new TextDecoder().decode(json));
  if (!check(kitSchema, kit)) throw new KitFault('no tiene la forma debida', 'is not of the right form');
  for (const code of kit.codes) parseHuman(code, CODE_CHARACTERS);
  return kit;
}
