/**
 * Bytes sealed for one receiver (HPKE, RFC 9180: DHKEM P-256, HKDF-SHA256, AES-256-GCM): whoever carries or keeps an
 * envelope cannot open it. No part of the record.
 * @module
 */

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat } from './bytes.ts';
import { frame } from './transcript.ts';

/** An encapsulated key: a P-256 point that is not compressed. */
const ENCAPSULATED = 65;
const TAG = 16;
/** Bytes that an envelope has more than its content. */
export const ENVELOPE_OVERHEAD = ENCAPSULATED + TAG;

/** What is in it: a ballot that a kiosk keeps, or what a site's desk gets from the registrar. */
export type EnvelopeUse = 'kept-ballot' | 'desk-kit';

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

const contextOf = (use: EnvelopeUse, electionId: Uint8Array): Uint8Array =>
  frame(`envelope/${use}/v1`, electionId);
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** `publicKey`: 65 bytes. */
export async function sealEnvelope(
  publicKey: Uint8Array,
  use: EnvelopeUse,
  electionId: Uint8Array,
  content: Uint8Array,
): Promise<Uint8Array> {
  const recipientPublicKey = await suite.kem.importKey('raw', bufferOf(publicKey), true);
  const info = contextOf(use, electionId);
  const sender = await suite.createSenderContext({ recipientPublicKey, info });
  return concat(new Uint8Array(sender.enc), new Uint8Array(await sender.seal(bufferOf(content))));
}

export interface EnvelopeOpener {
  /** 65 bytes. */
  readonly publicKey: Uint8Array;
  /** Rejects if the envelope was not sealed for this key, use and election, or was changed. */
  open(envelope: Uint8Array): Promise<Uint8Array>;
}

/** `secret`: 32 bytes, of which the key pair is derived (RFC 9180 §7.1.3). */
export async function envelopeOpener(
  secret: Uint8Array,
  use: EnvelopeUse,
  electionId: Uint8Array,
): Promise<EnvelopeOpener> {
  const { privateKey, publicKey } = await suite.kem.deriveKeyPair(bufferOf(secret));
  const info = contextOf(use, electionId);
  return {
    publicKey: new Uint8Array(await suite.kem.serializePublicKey(publicKey)),
    open: async (envelope) => {
      const enc = bufferOf(envelope.subarray(0, ENCAPSULATED));
      const recipient = await suite.createRecipientContext({ recipientKey: privateKey, enc, info });
      return new Uint8Array(await recipient.open(bufferOf(envelope.subarray(ENCAPSULATED))));
    },
  };
}
