/**
 * What a kiosk keeps while its site has no link: an issue and a ballot, sealed for the voting process (HPKE, RFC 9180:
 * DHKEM P-256, HKDF-SHA256, AES-256-GCM). Whoever keeps an envelope cannot open it. No part of the record.
 * @module
 */

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat, u16 } from './bytes.ts';
import { frame } from './transcript.ts';
import { Reader } from './wire.ts';

/** An encapsulated key: a P-256 point that is not compressed. */
const ENCAPSULATED = 65;
const TAG = 16;

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** An issue's entry and a ballot cast with the credential that it issues. */
export interface Kept {
  readonly issue: Uint8Array;
  readonly ballot: Uint8Array;
}

/** No envelope is longer. */
export const MAX_ENVELOPE = ENCAPSULATED + TAG + 2 + 65_535 + 2 + 65_535;

const contextOf = (electionId: Uint8Array): Uint8Array => frame('envelope/v1', electionId);
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** `publicKey`: 65 bytes. */
export async function sealEnvelope(
  publicKey: Uint8Array,
  electionId: Uint8Array,
  { issue, ballot }: Kept,
): Promise<Uint8Array> {
  const recipientPublicKey = await suite.kem.importKey('raw', bufferOf(publicKey), true);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: contextOf(electionId) });
  const content = concat(u16(issue.length), issue, u16(ballot.length), ballot);
  return concat(new Uint8Array(sender.enc), new Uint8Array(await sender.seal(bufferOf(content))));
}

export interface EnvelopeOpener {
  /** 65 bytes. */
  readonly publicKey: Uint8Array;
  /** Throws if the envelope was not sealed for this key and election, or was changed. */
  open(envelope: Uint8Array): Promise<Kept>;
}

/** `secret`: 32 bytes, of which the key pair is derived (RFC 9180 §7.1.3). */
export async function envelopeOpener(secret: Uint8Array, electionId: Uint8Array): Promise<EnvelopeOpener> {
  const { privateKey, publicKey } = await suite.kem.deriveKeyPair(bufferOf(secret));
  return {
    publicKey: new Uint8Array(await suite.kem.serializePublicKey(publicKey)),
    open: async (envelope) => {
      const recipient = await suite.createRecipientContext({
        recipientKey: privateKey,
        enc: bufferOf(envelope.subarray(0, ENCAPSULATED)),
        info: contextOf(electionId),
      });
      const content = await recipient.open(bufferOf(envelope.subarray(ENCAPSULATED)));
      const reader = new Reader(new Uint8Array(content));
      const kept = { issue: reader.bytes(reader.u16()), ballot: reader.bytes(reader.u16()) };
      reader.end();
      return kept;
    },
  };
}
