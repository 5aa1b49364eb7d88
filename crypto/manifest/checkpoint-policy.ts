/** Signatures that a checkpoint of an election's board needs, taken from the manifest (spec §8.2). @module */

import type { CheckpointPolicy } from '../log/checkpoint.ts';
import { parseVkey } from '../log/vkey.ts';
import type { Election } from './election.ts';

export function checkpointPolicy({ manifest }: Pick<Election, 'manifest'>): CheckpointPolicy {
  const { board, witnesses } = manifest;
  return {
    log: parseVkey(board.logKey),
    witnesses: witnesses.keys.map(parseVkey),
    quorum: witnesses.quorum,
  };
}
