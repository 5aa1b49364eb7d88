/**
 * Batches of the ciphertexts of a tally. A batch is large enough to be verified efficiently and small enough to
 * fit in memory.
 * @module
 */
import type { Contest } from '../election.ts';
import type { TallyCells } from './tally.ts';

/** Number of ciphertexts at which a batch ends, with the whole cell. */
const BATCH_CIPHERTEXTS = 1000;

/** Cell with ballots, and the position of its first ciphertext in the whole tally. */
export interface PlacedCell {
  readonly contest: Contest;
  readonly cell: number;
  readonly first: number;
  /** Pad and data of each option, 64 bytes. */
  readonly sums: Uint8Array;
}

/** Yields all cells with ballots in batches, in the order of the tally. */
export function* cellBatches(contests: readonly Contest[], cells: TallyCells): Generator<PlacedCell[]> {
  let own: PlacedCell[] = [];
  let [begun, next] = [0, 0];
  for (const contest of contests) {
    for (const [cell, { sums }] of cells[contest.position]!.entries()) {
      if (sums.length === 0) continue;
      own.push({ contest, cell, first: next, sums });
      next += contest.options;
      if (next - begun < BATCH_CIPHERTEXTS) continue;
      yield own;
      [own, begun] = [[], next];
    }
  }
  if (own.length > 0) yield own;
}

/** Returns pad and data of an option. */
export function ciphertextAt(sums: Uint8Array, option: number): { pad: Uint8Array; data: Uint8Array } {
  return {
    pad: sums.subarray(64 * option, 64 * option + 32),
    data: sums.subarray(64 * option + 32, 64 * (option + 1)),
  };
}
