/** Log and witnesses of a rehearsal, which sign with keys in memory and without a network. @module */

import { formatCheckpoint } from '#crypto/log/checkpoint.ts';
import { cosignNote, signNote } from '#crypto/log/note.ts';
import type { Cosigner, LogSigner } from './board-writer.ts';
import { logKey, witnessKey, type WitnessKeys } from '#server/rehearsal/parties/parties.ts';

export function logSigner(origin: string, seed: Uint8Array): LogSigner {
  const key = logKey(origin, seed);
  return (size, root) => signNote(formatCheckpoint({ origin, size, root }), key, seed);
}

export function witnessCosigner(witness: WitnessKeys): Cosigner {
  const key = witnessKey(witness);
  return async (note, time) => cosignNote(note, key, witness.seed, time);
}
