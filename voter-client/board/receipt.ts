/** Verification of receipts against the page's pins (spec §10.3). @module */

import { equalBytes, toHex } from '#crypto/bytes.ts';
import type { WitnessedCheckpoint } from '#crypto/log/checkpoint.ts';
import { checkInclusion, leafHash } from '#crypto/log/merkle.ts';
import { parseReceipt } from '#crypto/log/receipt.ts';
import { decodeUtf8, encodeBase64 } from '#crypto/log/text.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { printTracker } from '#crypto/ballot/ballot.ts';
import type { ReceiptedBallot } from '../contract/booth.ts';
import { openPinned } from './board.ts';
import { demand, must } from '../contract/faults.ts';
import type { Answered } from '../api/voting.ts';

export interface Verified {
  readonly receipted: ReceiptedBallot;
  readonly checkpoint: WitnessedCheckpoint;
}

/**
 * Verifies a receipt without network. `tracker` is the tracker of the entry. Throws the fault of the part that is not
 * proved.
 */
export function verifyReceipt(
  election: Election,
  { index, entry, receipt }: Answered,
  tracker: Uint8Array,
): Verified {
  const parsed = must('receipt-form', () => parseReceipt(receipt));
  const checkpoint = openPinned('receipt', parsed.checkpoint, checkpointPolicy(election));
  const isIn = checkInclusion(parsed.index, checkpoint.size, leafHash(entry), checkpoint.root, parsed.proof);
  demand(isIn && parsed.index === index, 'receipt-inclusion');
  return {
    checkpoint,
    receipted: {
      tracker: printTracker(tracker),
      trackerHex: toHex(tracker),
      index,
      receipt: decodeUtf8(receipt),
      entry: encodeBase64(entry),
      witnesses: checkpoint.witnessed.size,
      seen: checkpoint.witnessedTime ?? Infinity,
    },
  };
}

/** Throws unless the answer contains exactly these bytes. */
export const demandEntry = (answered: Answered, entry: Uint8Array): void =>
  demand(equalBytes(answered.entry, entry), 'receipt-other-entry');
