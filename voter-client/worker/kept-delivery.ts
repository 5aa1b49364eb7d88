/** Brings kept ballots to the board: the oldest first, one at a time, each until its receipt is verified. @module */

import { toHex } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { readBallot } from '#crypto/record/ballot/ballot.ts';
import { sha256 } from '#crypto/transcript.ts';
import { encoded } from '#crypto/wire.ts';
import type { Board } from '../board/board.ts';
import { demand, isFault, must } from '../contract/faults.ts';
import { Refusal } from '../api/http.ts';
import { verifyReceipt } from '../board/receipt.ts';
import type { Answered, VotingClient } from '../api/voting.ts';
import { whileSending, type KioskStore, type Stored } from './kiosk-store.ts';

/** Answers about the ballot itself. Whatever else is refused may be taken later, or by another server. */
const FINAL = [401, 403, 409, 422];

export class KeptDelivery {
  readonly #election: Election;
  readonly #voting: VotingClient;
  readonly #store: KioskStore;
  readonly #board: () => Board;

  constructor(election: Election, voting: VotingClient, store: KioskStore, board: () => Board) {
    this.#election = election;
    this.#voting = voting;
    this.#store = store;
    this.#board = board;
  }

  /**
   * Up to the first that does not get through. Gives whether the voting process answered; throws the fault of an answer
   * that proves nothing: the ballot stays kept.
   */
  async pass(): Promise<'nothing' | 'up' | 'down'> {
    let got: 'nothing' | 'up' = 'nothing';
    for (const { number } of await this.#store.held()) {
      const sent = await whileSending(number, () => this.#send(number), 'skip');
      if (sent === 'down') return 'down';
      if (sent === 'up') got = 'up';
    }
    return got;
  }

  async #send(number: number): Promise<'nothing' | 'up' | 'down'> {
    const kept = await this.#store.find(number);
    if (!kept) return 'nothing'; // its voter got the receipt meanwhile
    try {
      await this.#verify(kept, await this.#voting.castEnvelope(kept.envelope));
    } catch (error) {
      if (error instanceof Refusal && FINAL.includes(error.status)) {
        await this.#store.refuse(number, { code: error.fault.code, at: Math.floor(Date.now() / 1000) });
        return 'up';
      }
      if (error instanceof Refusal || isFault(error, 'network', 'board-missing')) return 'down';
      throw error;
    }
    await this.#store.forget(number);
    return 'up';
  }

  /** Throws unless the receipt proves that the ballot which was kept is on the board. */
  async #verify({ ballot }: Stored, answered: Answered): Promise<void> {
    demand(toHex(sha256(answered.entry)) === ballot, 'receipt-other-entry');
    const { tracker } = must('receipt-other-entry', () =>
      readBallot(answered.entry, this.#election, encoded),
    );
    const { checkpoint } = verifyReceipt(this.#election, answered, tracker);
    await this.#board().follow(checkpoint, 'receipt-fork');
  }
}
