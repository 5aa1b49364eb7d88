/** What becomes of what was submitted: a receipt, once it is on the board for everyone, or a refusal (spec §10.3). @module */

import { toHex } from '#crypto/bytes.ts';
import { proveInclusion } from '#crypto/log/merkle.ts';
import { encodeReceipt } from '#crypto/log/receipt.ts';
import type { BoardFiles } from './board-files.ts';
import { proofOf } from './proofs.ts';
import type { Published } from './publisher.ts';
import type { Refused } from './submissions.ts';

/** An entry that is published, and what proves it. */
export interface Receipted {
  readonly entry: Uint8Array;
  readonly index: number;
  readonly receipt: Uint8Array;
}

/** Undefined: neither, so far. */
export type Outcome = { readonly index: number } | { readonly refused: Refused } | undefined;

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
  /** By leaf hash in hexadecimal. */
  readonly #waiters = new Map<string, Set<Waiter>>();

  constructor(files: BoardFiles) {
    this.#files = files;
  }

  /** The receipt of the entry at `index`, under the checkpoint that is published now. */
  async receipt(index: number, { size, checkpoint }: Published): Promise<Uint8Array> {
    const proof = await proofOf(
      (read) => proveInclusion(index, size, read),
      (start, end) => this.#files.range(start, end),
    );
    return encodeReceipt({ index, proof, checkpoint });
  }

  /**
   * What becomes of the submission with this key and leaf hash, for so long at the most. Wait first, then look whether
   * it is there: nothing falls in between. `end` when it does not matter any more.
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

  /** Keys of what is waited for. */
  get awaited(): Uint8Array[] {
    return [...this.#waiters.values()].flatMap((all) => [...all].map(({ key }) => key));
  }

  /** To be told of what is published. */
  readonly onPublished = (leaves: readonly Uint8Array[], start: number): void => {
    if (this.#waiters.size === 0) return;
    for (const [i, leaf] of leaves.entries())
      for (const waiter of this.#waiters.get(toHex(leaf)) ?? []) waiter.settle({ index: start + i });
  };

  /** To be told of what was refused, by key in hexadecimal. */
  onRefused(refused: ReadonlyMap<string, Refused>): void {
    for (const all of this.#waiters.values())
      for (const waiter of all) {
        const reason = refused.get(toHex(waiter.key));
        if (reason) waiter.settle({ refused: reason });
      }
  }
}
