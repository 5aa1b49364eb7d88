/** Signs what the log was committed to and has it witnessed. @module */

import { concat, utf8 } from '#crypto/bytes.ts';
import { formatCheckpoint } from '#crypto/log/checkpoint.ts';
import { proveConsistency } from '#crypto/log/merkle.ts';
import { signNote } from '#crypto/log/note.ts';
import type { Vkey } from '#crypto/log/vkey.ts';
import { proofOf, type ReadRangeAsync } from './proofs.ts';
import type { Committed } from './log-store.ts';
import type { Witness } from './witness.ts';

export interface NotaryOptions {
  readonly key: Vkey;
  /** Ed25519 seed of the log, 32 bytes. */
  readonly seed: Uint8Array;
  readonly witnesses: readonly Witness[];
  readonly quorum: number;
}

export class Notary {
  private readonly options: NotaryOptions;

  constructor(options: NotaryOptions) {
    this.options = options;
  }

  /** The checkpoint of a commit with the log's line and at least a quorum of cosignatures; throws if they are too few. */
  async note({ size, root }: Pick<Committed, 'size' | 'root'>, range: ReadRangeAsync): Promise<Uint8Array> {
    const { key, seed, witnesses, quorum } = this.options;
    const signed = signNote(formatCheckpoint({ origin: key.name, size, root }), key, seed);
    const prove = (old: number): Promise<Uint8Array[]> =>
      proofOf((read) => proveConsistency(old, size, read), range);
    const awake = witnesses.filter(({ isResting }) => !isResting);
    // With too few awake, those that rest are asked as well.
    const asked = awake.length >= quorum ? awake : witnesses;
    const answers = await Promise.allSettled(asked.map((witness) => witness.cosign(signed, size, prove)));
    const lines = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    if (lines.length < quorum) {
      const why = answers.flatMap((answer) =>
        answer.status === 'rejected' ? [(answer.reason as Error).message] : [],
      );
      throw new Error(`${lines.length} of ${quorum} witnesses cosigned size ${size}: ${why.join('; ')}`);
    }
    return concat(signed, ...lines.map(utf8));
  }

  /**
   * Throws if a witness has seen more of this log than `size`: then the database was restored from before, and to go on
   * would fork the log. Witnesses that do not answer are passed over.
   */
  async assertNotBehind(size: number): Promise<void> {
    const seen = await Promise.allSettled(this.options.witnesses.map((witness) => witness.latestSize()));
    for (const answer of seen) {
      if (answer.status === 'fulfilled' && answer.value > size)
        throw new Error(
          `a witness has seen ${answer.value} entries of this log and the database holds ${size}: ` +
            'it was restored from an older state. Going on would fork the log; restore a newer state',
        );
    }
  }
}
