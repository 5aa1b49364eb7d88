/** Checkpoints: size and root of the log, signed and witnessed (C2SP tlog-checkpoint v1.0.0; spec §8.2). @module */

import { equalBytes } from '../bytes.ts';
import { emptyRoot } from './merkle.ts';
import { parseNote, verifyNote } from './note.ts';
import { decodeBase64, encodeBase64, parseDecimal } from './text.ts';
import type { Vkey } from './vkey.ts';

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** Required signatures: the log's, and those of `quorum` distinct witnesses. */
export interface CheckpointPolicy {
  readonly log: Vkey;
  readonly witnesses: readonly Vkey[];
  readonly quorum: number;
}

export interface WitnessedCheckpoint extends Checkpoint {
  /** Time at which each witness cosigned, in POSIX seconds, by the name of the witness. */
  readonly witnessed: ReadonlyMap<string, number>;
  /**
   * Time that at least a quorum of witnesses confirm to have passed: the quorum-th latest of their times, in POSIX
   * seconds (§8.6). It is undefined if the quorum is 0. One witness with a wrong clock cannot move it beyond the times
   * of the others.
   */
  readonly witnessedTime: number | undefined;
}

export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${encodeBase64(root)}\n`;

/** Parses the text of a checkpoint; throws if it has any other form, for example extension lines. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, end, ...more] = text.split('\n');
  if (!origin || size === undefined || root === undefined || end !== '' || more.length > 0) {
    throw new Error('checkpoint: not three lines');
  }
  const checkpoint = { origin, size: parseDecimal(size), root: decodeBase64(root) };
  if (checkpoint.root.length !== 32) throw new Error('checkpoint: root of another length');
  if (checkpoint.size === 0 && !equalBytes(checkpoint.root, emptyRoot))
    throw new Error('checkpoint: root of an empty log');
  return checkpoint;
}

/** Returns the checkpoint of a signed note; throws unless origin, log signature and quorum are right. */
export function openCheckpoint(bytes: Uint8Array, policy: CheckpointPolicy): WitnessedCheckpoint {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.origin !== policy.log.name) throw new Error('checkpoint: another origin');
  const verified = verifyNote(note, [policy.log, ...policy.witnesses]);
  if (!verified.some(({ key }) => key === policy.log)) throw new Error('checkpoint: not signed by the log');
  const witnessed = new Map(
    verified.filter(({ key }) => key !== policy.log).map(({ key, time }) => [key.name, time!]),
  );
  if (witnessed.size < policy.quorum) {
    throw new Error(`checkpoint: ${witnessed.size} witnesses, ${policy.quorum} are needed`);
  }
  const times = [...witnessed.values()].toSorted((a, b) => b - a);
  return { ...checkpoint, witnessed, witnessedTime: times[policy.quorum - 1] };
}
