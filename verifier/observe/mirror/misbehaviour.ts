/** Misbehaviour that no honest board shows, and the evidence of it. @module */
import type { Sentence } from '../../findings/sentences/sentence.ts';

/**
 * Kind of misbehaviour.
 * - unsigned, unwitnessed: the served checkpoint lacks signatures of the log, or of witnesses.
 * - manifest: there is no valid manifest, or it is not the expected one.
 * - fork: two signed checkpoints cannot belong to one log.
 * - rewind: the checkpoint is older than one that was served before.
 * - altered: files are missing, or do not agree with the checkpoint.
 */
export type MisbehaviourKind = 'unsigned' | 'unwitnessed' | 'manifest' | 'fork' | 'rewind' | 'altered';

/** Files of a misbehaviour that are kept as evidence. */
export interface MisbehaviourEvidence {
  /** Checkpoint that the mirror kept before, if any, and the checkpoint that the board served. */
  readonly kept?: Uint8Array | undefined;
  readonly served?: Uint8Array | undefined;
  /** Proof that the smaller checkpoint is no beginning of the larger (spec §8.11). */
  readonly proof?: readonly Uint8Array[];
  /** Path of the faulty file. */
  readonly file?: string;
}

/** Error for a misbehaving board. The mirror that throws it keeps its earlier state. */
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
