/** Outcomes of submissions: a receipt once the entry is published, or a refusal (spec §10.3). @module */

import { toHex } from '#crypto/bytes.ts';
import { proveInclusion } from '#crypto/log/merkle.ts';
import { encodeReceipt } from '#crypto/log/receipt.ts';
import type { BoardFiles } from './board-files.ts';
import { proofOf } from './proofs.ts';
import type { Published } from './publisher.ts';
import type { SubmissionRefusal } from './submissions.ts';

/** Published entry with its receipt. */
export interface Receipted {
  readonly entry: Uint8Array;
  readonly index: number;
  readonly receipt: Uint8Array;
}

/** Receipted entry as the API answers it. */
export const printReceipted = ({
  index,
  entry,
  receipt,
}: Receipted): { index: number; entry: string; receipt: string } => ({
  index,
  entry: Buffer.from(entry).toString('base64'),
  receipt: Buffer.from(receipt).toString('utf8'),
});

/** Outcome of a submission; undefined while it is neither published nor refused. */
export type Outcome = { readonly index: number } | { readonly refused: SubmissionRefusal } | undefined;

export interface Waited {
  readonly key: Uint8Array;
  readonly leaf: Uint8Array;
}

interface Waiter {
  readonly key: Uint8Array;
  readonly settle: (outcome: Outcome) => void;
}

export class Receipts {
  readonly #files: BoardFiles;
  /** Waiters by leaf hash in hexadecimal. */
  readonly #waiters = new Map<string, Set<Waiter>>();

  constructor(files: BoardFiles) {
    this.#files = files;
  }

  /** Returns the receipt of the entry at `index`, under the current checkpoint. */
  async receipt(index: number, { size, checkpoint }: Published): Promise<Uint8Array> {
    const proof = await proofOf(
      (read) => proveInclusion(index, size, read),
      (start, end) => this.#files.range(start, end),
    );
    return encodeReceipt({ index, proof, checkpoint });
  }

  /**
   * Waits for the outcome of the submission with this key and leaf hash, at most for `milliseconds`. Start to wait,
   * then look for the entry, so that no event is missed. Call `end` when the outcome is no longer needed.
   */
  wait(
    { key, leaf }: Waited,
    milliseconds: number,
  ): { readonly outcome: Promise<Outcome>; readonly end: () => void } {
    const name = toHex(leaf);
    const all = this.#waiters.get(name) ?? new Set<Waiter>();
    this.#waiters.set(name, all);
    let end!: () => void;
    const outcome = new Promise<Outcome>((resolve) => {
      const waiter = {
        key,
        settle: (settled: Outcome): void => {
          clearTimeout(timer);
          all.delete(waiter);
          if (all.size === 0 && this.#waiters.get(name) === all) this.#waiters.delete(name);
          resolve(settled);
        },
      };
      const timer = setTimeout(() => waiter.settle(undefined), milliseconds);
      end = () => waiter.settle(undefined);
      all.add(waiter);
    });
    return { outcome, end };
  }

  /** Keys of the awaited submissions. */
  get awaited(): Uint8Array[] {
    return [...this.#waiters.values()].flatMap((all) => [...all].map(({ key }) => key));
  }

  /** Settles the waiters of entries that were published. */
  readonly onPublished = (leaves: readonly Uint8Array[], start: number): void => {
    if (this.#waiters.size === 0) return;
    for (const [i, leaf] of leaves.entries())
      for (const waiter of this.#waiters.get(toHex(leaf)) ?? []) waiter.settle({ index: start + i });
  };

  /** Settles the waiters of submissions that were refused, by key in hexadecimal. */
  onRefused(refused: ReadonlyMap<string, SubmissionRefusal>): void {
    for (const all of this.#waiters.values())
      for (const waiter of all) {
        const reason = refused.get(toHex(waiter.key));
        if (reason) waiter.settle({ refused: reason });
      }
  }
}
