/** What a log sends to be cosigned (C2SP tlog-witness, spec §8.10). @module */
import { decimal, decodeText, encodeText, fromBase64, Refusal } from '../crypto/bytes.ts';
import { type Checkpoint, MAX_NOTE, parseCheckpoint } from '../board/log/note.ts';
import { say } from '../findings/sentences.ts';

export interface Submission {
  /** The size that the log believes this witness to have cosigned last. */
  readonly old: number;
  /** From there to the checkpoint. */
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

const MAX_PROOF = 63;
/** Beyond this no body is read: a proof and a note fit well. */
export const maxSubmission = 2 * MAX_NOTE;

/** `old <size>`, the hashes line by line, an empty line, the checkpoint. */
export function parseSubmission(bytes: Uint8Array): Submission {
  const match = /^old ([^\n]+)\n((?:[^\n]+\n)*)\n([^]+)$/.exec(decodeText(bytes));
  if (!match) throw new Refusal(say.badForm());
  const [, old, hashes, note] = match as unknown as [string, string, string, string];
  const proof = hashes.split('\n').slice(0, -1).map(fromBase64);
  if (proof.length > MAX_PROOF || proof.some((hash) => hash.length !== 32)) throw new Refusal(say.badForm());
  return { old: decimal(old), proof, checkpoint: parseCheckpoint(encodeText(note)) };
}
