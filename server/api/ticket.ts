/**
 * Tickets, with which the registry certifies to the voting process that the holder of a credential has shown both
 * factors of the log-in. A ticket names the credential, never the person; the voting process learns nothing else about
 * the voter.
 * @module
 */

import { concat, u64 } from '#crypto/bytes.ts';
import { verifyEcdsa, type Signer } from '#crypto/ecdsa.ts';
import { frame } from '#crypto/transcript.ts';

export interface Ticket {
  /** Random identifier, 16 bytes. A revocation refers to it. */
  readonly id: Uint8Array;
  /** Encoding of the credential, 32 bytes. */
  readonly credential: Uint8Array;
  /** End of the voter's session in POSIX seconds. */
  readonly notAfter: number;
}

const BODY_BYTES = 16 + 32 + 8;
const SIGNATURE_BYTES = 64;

const encode = ({ id, credential, notAfter }: Ticket): Uint8Array => concat(id, credential, u64(notAfter));
const ticketMessage = (electionId: Uint8Array, body: Uint8Array): Uint8Array =>
  frame('ticket/v1', electionId, body);
const revocationMessage = (electionId: Uint8Array, id: Uint8Array): Uint8Array =>
  frame('ticket-revocation/v1', electionId, id);

/** Returns the ticket as it is sent: base64url of body and signature. */
export async function signTicket(signer: Signer, electionId: Uint8Array, ticket: Ticket): Promise<string> {
  const body = encode(ticket);
  return Buffer.from(concat(body, await signer.sign(ticketMessage(electionId, body)))).toString('base64url');
}

/** Returns the ticket, or undefined if this key did not sign it for this election. The caller checks `notAfter`. */
export function openTicket(publicKey: Uint8Array, electionId: Uint8Array, text: string): Ticket | undefined {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64url'));
  if (bytes.length !== BODY_BYTES + SIGNATURE_BYTES || Buffer.from(bytes).toString('base64url') !== text)
    return undefined;
  const body = bytes.subarray(0, BODY_BYTES);
  if (!verifyEcdsa(publicKey, ticketMessage(electionId, body), bytes.subarray(BODY_BYTES))) return undefined;
  const notAfter = Number(new DataView(body.buffer, body.byteOffset + 48).getBigUint64(0));
  return { id: body.slice(0, 16), credential: body.slice(16, 48), notAfter };
}

/** Signs the revocation of a ticket. Returns `id || signature`. */
export async function signTicketRevocation(
  signer: Signer,
  electionId: Uint8Array,
  id: Uint8Array,
): Promise<Uint8Array> {
  return concat(id, await signer.sign(revocationMessage(electionId, id)));
}

/** Returns the id of the revoked ticket, or undefined if this key did not sign the revocation. */
export function openTicketRevocation(
  publicKey: Uint8Array,
  electionId: Uint8Array,
  bytes: Uint8Array,
): Uint8Array | undefined {
  if (bytes.length !== 16 + SIGNATURE_BYTES) return undefined;
  const id = bytes.slice(0, 16);
  return verifyEcdsa(publicKey, revocationMessage(electionId, id), bytes.subarray(16)) ? id : undefined;
}
