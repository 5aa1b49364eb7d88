/** Request of a log for a cosignature (C2SP tlog-witness, spec §8.10). @module */
import { parseDecimal, decodeText, encodeText, fromBase64, ParseFailure } from '../crypto/bytes.ts';
import { type Checkpoint, MAX_NOTE_BYTES, parseCheckpoint } from '../board/log/note.ts';
import { sentences } from '../findings/sentences.ts';

export interface Submission {
  /** Size that this witness cosigned last, according to the log. */
  readonly old: number;
  /** Consistency proof from that size to the checkpoint. */
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

const MAX_PROOF_HASHES = 63;
/** Maximum length of a request body in bytes, more than enough for a proof and a note. */
export const MAX_SUBMISSION_BYTES = 2 * MAX_NOTE_BYTES;

/** Parses a request: `old <size>`, one hash per line, an empty line, and the checkpoint. */
export function parseSubmission(bytes: Uint8Array): Submission {
  const match = /^old ([^\n]+)\n((?:[^\n]+\n)*)\n([^]+)$/.exec(decodeText(bytes));
  if (!match) throw new ParseFailure(sentences.badForm());
  const [, old, hashes, note] = match as unknown as [string, string, string, string];
  const proof = hashes.split('\n').slice(0, -1).map(fromBase64);
  if (proof.length > MAX_PROOF_HASHES || proof.some((hash) => hash.length !== 32))
    throw new ParseFailure(sentences.badForm());
  return { old: parseDecimal(old), proof, checkpoint: parseCheckpoint(encodeText(note)) };
}
