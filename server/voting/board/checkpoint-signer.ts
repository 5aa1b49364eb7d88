/** Signing of the checkpoints of the committed log, and their cosignatures by witnesses. @module */

import { concat, utf8 } from '#crypto/bytes.ts';
import { formatCheckpoint, openCheckpoint } from '#crypto/log/checkpoint.ts';
import { proveConsistency } from '#crypto/log/merkle.ts';
import { signNote } from '#crypto/log/note.ts';
import type { Vkey } from '#crypto/log/vkey.ts';
import { proofOf, type ReadRangeAsync } from './proofs.ts';
import type { Committed } from './log-store.ts';
import type { Submitted, Witness } from './witness.ts';

export interface CheckpointSignerOptions {
  readonly key: Vkey;
  /** Ed25519 seed of the log, 32 bytes. */
  readonly seed: Uint8Array;
  readonly witnesses: readonly Witness[];
  readonly quorum: number;
}

/** Weight of the newest value in the moving average. */
const NEWEST_WEIGHT = 0.2;

export class CheckpointSigner {
  readonly #options: CheckpointSignerOptions;
  /** Seconds until a quorum has cosigned, a moving average. */
  #meanSeconds = 0;

  constructor(options: CheckpointSignerOptions) {
    this.#options = options;
  }

  /**
   * Seconds that witnesses take to cosign, a part of every receipt's delay that does not depend on the number of
   * ballots.
   */
  get seconds(): number {
    return this.#meanSeconds;
  }

  /**
   * Signs the checkpoint of a commit and has it cosigned. Returns the note with the log's signature and a quorum of
   * cosignatures; throws if too few witnesses cosign.
   */
  async signCheckpoint(
    { size, root }: Pick<Committed, 'size' | 'root'>,
    range: ReadRangeAsync,
  ): Promise<Uint8Array> {
    const { key, seed, witnesses, quorum } = this.#options;
    const signed = signNote(formatCheckpoint({ origin: key.name, size, root }), key, seed);
    const began = performance.now();
    const lines = await this.#cosign({
      note: signed,
      size,
      prove: (old) => proofOf((read) => proveConsistency(old, size, read), range),
    });
    this.#meanSeconds += ((performance.now() - began) / 1000 - this.#meanSeconds) * NEWEST_WEIGHT;
    const note = concat(signed, ...lines.map(utf8));
    // Every reader of the board verifies the whole note, so it is verified here before it is published.
    openCheckpoint(note, { log: key, witnesses: witnesses.map((witness) => witness.key), quorum });
    return note;
  }

  /** Returns the first `quorum` lines with cosignatures, without waiting for slower witnesses. */
  async #cosign(submitted: Submitted): Promise<string[]> {
    const { witnesses, quorum } = this.#options;
    const ready = witnesses.filter(({ isReady }) => isReady);
    // If too few are ready, the others are asked as well.
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
   * Throws if a witness has seen more of this log than `size`: the database was restored from an older state, and
   * continuing would fork the log. Witnesses that do not answer are ignored.
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
