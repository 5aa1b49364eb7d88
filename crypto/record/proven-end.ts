/**
 * End in force of one place, from changes of hours with receipts (spec §12.3), for programs that do not read the whole
 * board. Whether the board was out is not judged here: who hides or adds a change is seen by those who read the board.
 * @module
 */

import { checkEntrySignature } from '../entry/entry.ts';
import { parseReceipt, verifyReceipt } from '../log/receipt.ts';
import { checkpointPolicy } from '../manifest/checkpoint-policy.ts';
import type { Election } from '../manifest/election.ts';
import { INTERNET, parseChangeOfHours } from './acts.ts';

export interface ReceiptedEntry {
  readonly entry: Uint8Array;
  /** Receipt of the entry (spec §10.3). */
  readonly receipt: Uint8Array;
}

/**
 * Returns the end in force of a place, POSIX seconds, after these changes in the order of the board. Throws if one of
 * them is not on the board, not signed by the authority, or moves the end in a way that the manifest does not allow.
 */
export function provenEnd(election: Election, place: number, changes: readonly ReceiptedEntry[]): number {
  const planned = place === INTERNET ? election.closes : election.sites[place]!.ends;
  const latest = planned + election.manifest.extensionSeconds;
  const policy = checkpointPolicy(election);
  let end = planned;
  let last = -1;
  for (const { entry, receipt } of changes) {
    const parsed = parseReceipt(receipt);
    verifyReceipt(parsed, entry, policy);
    if (parsed.index <= last) throw new Error('change of hours: not in the order of the board');
    last = parsed.index;
    if (!checkEntrySignature(election.authority, election.id, entry))
      throw new Error('change of hours: wrong signatures');
    const own = parseChangeOfHours(entry, election.authority).ends.find((item) => item.place === place);
    if (!own) continue;
    if (own.before !== end || own.after <= end || own.after > latest)
      throw new Error('change of hours: it does not move the end in force within the bound');
    end = own.after;
  }
  return end;
}
