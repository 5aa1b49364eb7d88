/**
 * Tickets: the registry's word to the voting process that whoever holds a credential has shown both factors. They name
 * the credential, never the person; the voting process knows nothing else of who votes.
 * @module
 */

import { concat, u64 } from '#crypto/bytes.ts';
import { verifyEcdsa, type Signer } from '#crypto/ecdsa.ts';
import { frame } from '#crypto/transcript.ts';

export interface Ticket {
  /** Random, 16 bytes: what a revocation names. */
  readonly id: Uint8Array;
  /** The credential's encoding, 32 bytes. */
  readonly credential: Uint8Array;
  /** POSIX seconds: the end of the voter's session. */
  readonly notAfter: number;
}

const BODY = 16 + 32 + 8;
const SIGNATURE = 64;

const encode = ({ id, credential, notAfter }: Ticket): Uint8Array => concat(id, credential, u64(notAfter));
const ticketMessage = (electionId: Uint8Array, body: Uint8Array): Uint8Array =>
  frame('ticket/v1', electionId, body);
const revocationMessage = (electionId: Uint8Array, id: Uint8Array): Uint8Array =>
  frame('ticket-revocation/v1', electionId, id);

/** The ticket as it travels: base64url of body and signature. */
export async function signTicket(signer: Signer, electionId: Uint8Array, ticket: Ticket): Promise<string> {
  const body = encode(ticket);
  return Buffer.from(concat(body, await signer.sign(ticketMessage(electionId, body)))).toString('base64url');
}

/** The ticket, or undefined for anything that this key did not sign for this election. Whether it is in time is for the caller. */
export function openTicket(publicKey: Uint8Array, electionId: Uint8Array, text: string): Ticket | undefined {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64url'));
  if (bytes.length !== BODY + SIGNATURE || Buffer.from(bytes).toString('base64url') !== text)
    return undefined;
  const body = bytes.subarray(0, BODY);
  if (!verifyEcdsa(publicKey, ticketMessage(electionId, body), bytes.subarray(BODY))) return undefined;
  const notAfter = Number(new DataView(body.buffer, body.byteOffset + 48).getBigUint64(0));
  return { id: body.slice(0, 16), credential: body.slice(16, 48), notAfter };
}

/** The registry's order to honour a ticket no longer: `id || signature`. */
export async function signTicketRevocation(
  signer: Signer,
  electionId: Uint8Array,
  id: Uint8Array,
): Promise<Uint8Array> {
  return concat(id, await signer.sign(revocationMessage(electionId, id)));
}

/** The id, or undefined if this key did not sign it. */
export function openTicketRevocation(
  publicKey: Uint8Array,
  electionId: Uint8Array,
  bytes: Uint8Array,
): Uint8Array | undefined {
  if (bytes.length !== 16 + SIGNATURE) return undefined;
  const id = bytes.slice(0, 16);
  return verifyEcdsa(publicKey, revocationMessage(electionId, id), bytes.subarray(16)) ? id : undefined;
}
