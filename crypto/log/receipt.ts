/** Receipts: proofs that an entry is in the log (C2SP tlog-proof v1; spec §10.3). @module */

import { equalBytes, utf8 } from '../bytes.ts';
import { openCheckpoint, type CheckpointPolicy, type WitnessedCheckpoint } from './checkpoint.ts';
import { checkInclusion, leafHash } from './merkle.ts';
import { decodeBase64, decodeUtf8, encodeBase64, parseDecimal } from './text.ts';

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_PROOF_HASHES = 53; // enough for a tree of 2^53 leaves

export interface Receipt {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** Signed and witnessed note of the checkpoint, byte for byte. */
  readonly checkpoint: Uint8Array;
}

export function encodeReceipt({ index, proof, checkpoint }: Receipt): Uint8Array {
  const lines = [HEADER, `index ${index}`, ...proof.map(encodeBase64), '', decodeUtf8(checkpoint)];
  return utf8(lines.join('\n'));
}

/** Parses a receipt; throws if it has any other form. An `extra` line, which SIVEI never emits, is rejected too. */
export function parseReceipt(bytes: Uint8Array): Receipt {
  const text = decodeUtf8(bytes);
  const end = text.indexOf('\n\n');
  const [header, index, ...hashes] = text.slice(0, Math.max(end, 0)).split('\n');
  if (end < 0 || header !== HEADER || !index?.startsWith('index ')) throw new Error('receipt: malformed');
  if (hashes.length > MAX_PROOF_HASHES) throw new Error('receipt: too long');
  const proof = hashes.map(decodeBase64);
  if (proof.some(({ length }) => length !== 32)) throw new Error('receipt: a hash of another length');
  const receipt = {
    index: parseDecimal(index.slice('index '.length)),
    proof,
    checkpoint: utf8(text.slice(end + 2)),
  };
  if (!equalBytes(encodeReceipt(receipt), bytes)) throw new Error('receipt: malformed');
  return receipt;
}

/**
 * Returns the checkpoint that proves `entry` to be in the log; throws if a signature, the quorum or the inclusion proof
 * is wrong.
 */
export function verifyReceipt(
  receipt: Receipt,
  entry: Uint8Array,
  policy: CheckpointPolicy,
): WitnessedCheckpoint {
  const checkpoint = openCheckpoint(receipt.checkpoint, policy);
  if (!checkInclusion(receipt.index, checkpoint.size, leafHash(entry), checkpoint.root, receipt.proof)) {
    throw new Error('receipt: the entry is not in this log');
  }
  return checkpoint;
}
