/** Published changes of hours with their receipts (spec §12.3). @module */

import type { AnswerOf } from '../../api/endpoint.ts';
import type { readHours } from '../../api/voting.ts';
import type { Board } from './board.ts';
import { printReceipted } from './receipts.ts';

type Change = AnswerOf<typeof readHours>['changes'][number];

export class ChangesOfHours {
  readonly #board: Board;
  /** Receipts that were made, in the order of the board; a receipt never expires. */
  readonly #made: Change[] = [];

  constructor(board: Board) {
    this.#board = board;
  }

  /** Returns the published changes. Each receipt is made once, so that asking often costs nothing. */
  async published(): Promise<Change[]> {
    for (const [i, { index, entry }] of this.#board.state.acts.changesOfHours.entries()) {
      if (i < this.#made.length) continue;
      const receipted = await this.#board.receiptAt(index, entry);
      if (!receipted) break;
      this.#made[i] = printReceipted(receipted);
    }
    return [...this.#made];
  }
}
