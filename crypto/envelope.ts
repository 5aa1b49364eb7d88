/**
 * Envelopes encrypted for one receiver (HPKE, RFC 9180: DHKEM P-256, HKDF-SHA256, AES-256-GCM), so that nobody who
 * carries or stores one can open it. They are not part of the election record.
 * @module
 */

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat } from './bytes.ts';
import { frame } from './transcript.ts';

/** Length of an encapsulated key, an uncompressed P-256 point. */
const ENCAPSULATED_KEY_BYTES = 65;
const TAG_BYTES = 16;
/** Number of bytes by which an envelope is longer than its content. */
export const ENVELOPE_OVERHEAD = ENCAPSULATED_KEY_BYTES + TAG_BYTES;

/**
 * Use of an envelope, bound into its encryption: a ballot stored on a kiosk, or the registrar's bundle for a site's
 * desk.
 */
export type EnvelopeUse = 'kept-ballot' | 'desk-kit';

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

const contextOf = (use: EnvelopeUse, electionId: Uint8Array): Uint8Array =>
  frame(`envelope/${use}/v1`, electionId);
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** Encrypts the content for a public key of 65 bytes; returns the envelope. */
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
  /** 65 bytes, uncompressed. */
  readonly publicKey: Uint8Array;
  /** Opens an envelope; rejects unless it was sealed for this key, use and election and is unchanged. */
  open(envelope: Uint8Array): Promise<Uint8Array>;
}

/** Returns the opener of the key pair that is derived from a secret of 32 bytes (RFC 9180 §7.1.3). */
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
      const enc = bufferOf(envelope.subarray(0, ENCAPSULATED_KEY_BYTES));
      const recipient = await suite.createRecipientContext({ recipientKey: privateKey, enc, info });
      return new Uint8Array(await recipient.open(bufferOf(envelope.subarray(ENCAPSULATED_KEY_BYTES))));
    },
  };
}
