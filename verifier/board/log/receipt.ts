/** Receipts: inclusion proofs that voters keep (spec §10.3). @module */
import { decimal, decodeText, encodeText, fromBase64, Refusal } from '../../crypto/bytes.ts';
import { say } from '../../findings/sentences.ts';
import { type Checkpoint, MAX_NOTE, parseCheckpoint } from './note.ts';

export interface Receipt {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

/** A tree of 2^53 leaves has proofs of 53 hashes. */
const MAX_PROOF = 53;
/** Beyond this no file is read: a proof and a note fit. */
export const maxReceipt = MAX_NOTE + 4096;

export function parseReceipt(bytes: Uint8Array): Receipt {
  if (bytes.length > maxReceipt) throw new Refusal(say.badReceipt());
  const match = /^c2sp\.org\/tlog-proof@v1\nindex ([^\n]+)\n((?:[^\n]+\n)*)\n([^]+)$/.exec(decodeText(bytes));
  if (!match) throw new Refusal(say.badReceipt());
  const [, index, hashes, note] = match as unknown as [string, string, string, string];
  const proof = hashes.split('\n').slice(0, -1).map(fromBase64);
  if (proof.length > MAX_PROOF || proof.some((hash) => hash.length !== 32))
    throw new Refusal(say.badReceipt());
  return { index: decimal(index), proof, checkpoint: parseCheckpoint(encodeText(note)) };
}
