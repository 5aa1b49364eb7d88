/** Misbehaviour of a board that no honest one shows, with its evidence. @module */
import type { Sentence } from '../../findings/sentences/sentence.ts';

/**
 * Kind of misbehaviour.
 * - unsigned, unwitnessed: the checkpoint that is served lacks signatures.
 * - manifest: there is none to go by, or it is not the expected one.
 * - fork: two signed checkpoints cannot belong to one log.
 * - rewind: the checkpoint is earlier than one that was served.
 * - altered: files are missing, or not those of the checkpoint.
 */
export type MisbehaviourKind = 'unsigned' | 'unwitnessed' | 'manifest' | 'fork' | 'rewind' | 'altered';

/** Material worth keeping as evidence. */
export interface MisbehaviourEvidence {
  /** Checkpoint that was kept before, if any, and the one that was served. */
  readonly kept?: Uint8Array | undefined;
  readonly served?: Uint8Array | undefined;
  /** Proof that the smaller checkpoint is no beginning of the larger (spec §8.11). */
  readonly proof?: readonly Uint8Array[];
  /** Path of the faulty file. */
  readonly file?: string;
}

/** Error of a misbehaving board. The mirror keeps its earlier state. */
export class Misbehaviour extends Error {
  readonly kind: MisbehaviourKind;
  readonly says: Sentence;
  readonly evidence: MisbehaviourEvidence;

  constructor(kind: MisbehaviourKind, says: Sentence, evidence: MisbehaviourEvidence = {}) {
    super(says.en);
    this.kind = kind;
    this.says = says;
    this.evidence = evidence;
  }
}
