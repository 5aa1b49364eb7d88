/**
 * Delivery of a kiosk's queued ballots to the board: the oldest first, one at a time, each until its receipt is
 * verified.
 * @module
 */

import { toHex } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { readBallot } from '#crypto/ballot/ballot.ts';
import { sha256 } from '#crypto/transcript.ts';
import { encoded } from '#crypto/wire.ts';
import type { Board } from '../board/board.ts';
import { demand, isFault, must } from '../contract/faults.ts';
import { Refusal } from '../api/http.ts';
import { verifyReceipt } from '../board/receipt.ts';
import type { Answered, VotingClient } from '../api/voting.ts';
import { withSendLock, type KioskStore, type StoredBallot } from './kiosk-store.ts';

/**
 * HTTP statuses of refusals that concern the ballot itself. After any other refusal the same ballot may be accepted
 * later, or by another server.
 */
const FINAL_STATUSES = [401, 403, 409, 422];

export class OutboxDelivery {
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
   * Sends the queued ballots, up to the first that is not delivered. Returns whether the voting process answered
   * (`nothing`: no ballot was sent). Throws the fault of an answer that proves nothing; the ballot in question stays
   * queued.
   */
  async sendAll(): Promise<'nothing' | 'up' | 'down'> {
    let result: 'nothing' | 'up' = 'nothing';
    for (const { number } of await this.#store.queued()) {
      const sent = await withSendLock(number, () => this.#send(number), 'skip');
      if (sent === 'down') return 'down';
      if (sent === 'up') result = 'up';
    }
    return result;
  }

  async #send(number: number): Promise<'nothing' | 'up' | 'down'> {
    const stored = await this.#store.find(number);
    if (!stored) return 'nothing'; // the visit worker has delivered the ballot in the meantime
    try {
      await this.#verify(stored, await this.#voting.castEnvelope(stored.envelope));
    } catch (error) {
      if (error instanceof Refusal && FINAL_STATUSES.includes(error.status)) {
        await this.#store.refuse(number, { code: error.fault.code, at: Math.floor(Date.now() / 1000) });
        return 'up';
      }
      if (error instanceof Refusal || isFault(error, 'network', 'board-missing')) return 'down';
      throw error;
    }
    await this.#store.remove(number);
    return 'up';
  }

  /** Throws unless the receipt proves that the stored ballot is on the board. */
  async #verify({ ballot }: StoredBallot, answered: Answered): Promise<void> {
    demand(toHex(sha256(answered.entry)) === ballot, 'receipt-other-entry');
    const { tracker } = must('receipt-other-entry', () =>
      readBallot(answered.entry, this.#election, encoded),
    );
    const { checkpoint } = verifyReceipt(this.#election, answered, tracker);
    await this.#board().follow(checkpoint, 'receipt-fork');
  }
}
