/** Receipts: inclusion proofs that voters keep (spec §10.3). @module */
import { parseDecimal, decodeText, encodeText, fromBase64, ParseFailure } from '../../crypto/bytes.ts';
import { sentences } from '../../findings/sentences.ts';
import { type Checkpoint, MAX_NOTE_BYTES, parseCheckpoint } from './note.ts';

export interface Receipt {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

/** Maximum number of hashes of a proof, in a tree of 2^53 leaves. */
const MAX_PROOF_HASHES = 53;
/** Maximum length of a receipt in bytes, enough for a proof and a note. */
export const MAX_RECEIPT_BYTES = MAX_NOTE_BYTES + 4096;

export function parseReceipt(bytes: Uint8Array): Receipt {
  if (bytes.length > MAX_RECEIPT_BYTES) throw new ParseFailure(sentences.badReceipt());
  const match = /^c2sp\.org\/tlog-proof@v1\nindex ([^\n]+)\n((?:[^\n]+\n)*)\n([^]+)$/.exec(decodeText(bytes));
  if (!match) throw new ParseFailure(sentences.badReceipt());
  const [, index, hashes, note] = match as unknown as [string, string, string, string];
  const proof = hashes.split('\n').slice(0, -1).map(fromBase64);
  if (proof.length > MAX_PROOF_HASHES || proof.some((hash) => hash.length !== 32))
    throw new ParseFailure(sentences.badReceipt());
  return { index: parseDecimal(index), proof, checkpoint: parseCheckpoint(encodeText(note)) };
}
