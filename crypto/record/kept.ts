/** What a kiosk keeps for the board while its site has no link (docs/decisions/0008). No part of the record. @module */

import { concat, u16 } from '../bytes.ts';
import { ENVELOPE_OVERHEAD } from '../envelope.ts';
import { Reader } from '../wire.ts';
import { MAX_ENTRY_LENGTH } from './entry.ts';

/** An issue's entry and a ballot cast with the credential that it issues. */
export interface Kept {
  readonly issue: Uint8Array;
  readonly ballot: Uint8Array;
}

/** No envelope with such a pair is longer. */
export const MAX_KEPT_ENVELOPE = ENVELOPE_OVERHEAD + 2 * (2 + MAX_ENTRY_LENGTH);

export const encodeKept = ({ issue, ballot }: Kept): Uint8Array =>
  concat(u16(issue.length), issue, u16(ballot.length), ballot);

/** Throws if malformed. */
export function parseKept(bytes: Uint8Array): Kept {
  const reader = new Reader(bytes);
  const kept = { issue: reader.bytes(reader.u16()), ballot: reader.bytes(reader.u16()) };
  reader.end();
  return kept;
}
