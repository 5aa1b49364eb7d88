/** Signs what the log was committed to and has it witnessed. @module */

import { concat, utf8 } from '#crypto/bytes.ts';
import { formatCheckpoint, openCheckpoint } from '#crypto/log/checkpoint.ts';
import { proveConsistency } from '#crypto/log/merkle.ts';
import { signNote } from '#crypto/log/note.ts';
import type { Vkey } from '#crypto/log/vkey.ts';
import { proofOf, type ReadRangeAsync } from './proofs.ts';
import type { Committed } from './log-store.ts';
import type { Submitted, Witness } from './witness.ts';

export interface NotaryOptions {
  readonly key: Vkey;
  /** Ed25519 seed of the log, 32 bytes. */
  readonly seed: Uint8Array;
  readonly witnesses: readonly Witness[];
  readonly quorum: number;
}

/** The weight of the newest in the mean. */
const NEWEST = 0.2;

export class Notary {
  readonly #options: NotaryOptions;
  /** Seconds that a quorum takes, as a mean in which the last ones count most. */
  #took = 0;

  constructor(options: NotaryOptions) {
    this.#options = options;
  }

  /** Seconds that witnesses take to cosign: time that a receipt needs, however many ballots there are. */
  get seconds(): number {
    return this.#took;
  }

  /** The checkpoint of a commit with the log's line and a quorum of cosignatures; throws if they are too few. */
  async note({ size, root }: Pick<Committed, 'size' | 'root'>, range: ReadRangeAsync): Promise<Uint8Array> {
    const { key, seed, witnesses, quorum } = this.#options;
    const signed = signNote(formatCheckpoint({ origin: key.name, size, root }), key, seed);
    const began = performance.now();
    const lines = await this.#cosign({
      note: signed,
      size,
      prove: (old) => proofOf((read) => proveConsistency(old, size, read), range),
    });
    this.#took += ((performance.now() - began) / 1000 - this.#took) * NEWEST;
    const note = concat(signed, ...lines.map(utf8));
    // Everybody who reads the board judges the whole note: it is never published unless it passes here first.
    openCheckpoint(note, { log: key, witnesses: witnesses.map((witness) => witness.key), quorum });
    return note;
  }

  /** Returns the first `quorum` lines: nobody waits for a slow witness that is not needed. */
  async #cosign(submitted: Submitted): Promise<string[]> {
    const { witnesses, quorum } = this.#options;
    const ready = witnesses.filter(({ isReady }) => isReady);
    // With too few ready, the others are asked as well.
    const asked = ready.length >= quorum ? ready : witnesses;
    const lines: string[] = [];
    const failures: string[] = [];
    await new Promise<void>((resolve) => {
      const end = (): void => {
        if (lines.length >= quorum || lines.length + failures.length === asked.length) resolve();
      };
      for (const witness of asked)
        void witness
          .cosign(submitted)
          .then(
            (line) => lines.push(line),
            (error: unknown) => failures.push((error as Error).message),
          )
          .then(end);
      end();
    });
    if (lines.length < quorum)
      throw new Error(
        `${lines.length} of ${quorum} witnesses cosigned size ${submitted.size}: ${failures.join('; ')}`,
      );
    return lines.slice(0, quorum);
  }

  /**
   * Throws if a witness has seen more of this log than `size`: then the database was restored from before, and to go on
   * would fork the log. Witnesses that do not answer are passed over.
   */
  async assertNotBehind(size: number): Promise<void> {
    const seen = await Promise.allSettled(this.#options.witnesses.map((witness) => witness.latestSize()));
    for (const answer of seen) {
      if (answer.status === 'fulfilled' && answer.value > size)
        throw new Error(
          `a witness has seen ${answer.value} entries of this log and the database holds ${size}: ` +
            'it was restored from an older state. Going on would fork the log; restore a newer state',
        );
    }
  }
}
