/**
 * Form in which a kiosk stores ballots while its site is offline (docs/decisions/0008). It is not part of the election
 * record.
 * @module
 */

import { concat, u16 } from '../bytes.ts';
import { ENVELOPE_OVERHEAD } from '../envelope.ts';
import { Reader } from '../wire.ts';
import { MAX_ENTRY_LENGTH } from '../entry/entry.ts';

/** Ticket of a card (card-ticket.ts), and a ballot cast with the credential of that card. */
export interface Kept {
  readonly ticket: Uint8Array;
  readonly ballot: Uint8Array;
}

/** Maximal length in bytes of an envelope with a ticket and a ballot. */
export const MAX_KEPT_ENVELOPE = ENVELOPE_OVERHEAD + 2 * (2 + MAX_ENTRY_LENGTH);

export const encodeKept = ({ ticket, ballot }: Kept): Uint8Array =>
  concat(u16(ticket.length), ticket, u16(ballot.length), ballot);

/** Parses the content of an envelope, a ticket and a ballot; throws if malformed. */
export function parseKept(bytes: Uint8Array): Kept {
  const reader = new Reader(bytes);
  const kept = { ticket: reader.bytes(reader.u16()), ballot: reader.bytes(reader.u16()) };
  reader.end();
  return kept;
}
