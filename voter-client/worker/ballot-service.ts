/** A ballot behind its screens, at home and at a kiosk alike: sealed, opened or cast, and its receipts verified. @module */

import { equalBytes } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import type { Choices } from '#crypto/record/ballot/ballot.ts';
import { checkEntrySignature, SIGNATURE_LENGTH } from '#crypto/entry/entry.ts';
import type { Receipted, Sealed, ShownElection } from '../contract/booth.ts';
import { Board } from '../board/board.ts';
import { demand, isFault } from '../contract/faults.ts';
import type { Authorization } from '../api/http.ts';
import { demandEntry, verifyReceipt } from '../board/receipt.ts';
import { VotingClient, type Answered } from '../api/voting.ts';
import type { Pins } from '../contract/pins.ts';
import type { Way } from './delivery.ts';
import { electionOf, shownOf } from './page-election.ts';
import { SealedBallot } from './sealing.ts';
import type { Voter } from './voter.ts';

/** How often an opening is sent before it is left to the voter to try again. */
const TRIES = 3;
const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });

export abstract class BallotDesk {
  protected readonly election: Election;
  protected readonly voting: VotingClient;
  protected readonly board: Board;
  protected voter: Voter | undefined;
  protected sealed: SealedBallot | undefined;

  constructor(pins: Pins) {
    this.election = electionOf(pins);
    this.voting = new VotingClient(pins.voting);
    this.board = new Board(this.election, `${pins.voting}/board`);
  }

  async read(): Promise<ShownElection> {
    return shownOf(this.election);
  }

  async seal(choices: Choices, progress: (share: number) => void): Promise<Sealed> {
    const [{ key }, voter] = [this.board, this.voter];
    demand(key !== undefined && voter !== undefined, 'out-of-order');
    this.forgetSealed();
    this.sealed = new SealedBallot(this.election, key, voter, choices, progress);
    return this.sealed.shown;
  }

  async challenge(): Promise<Receipted> {
    const [{ sealed, voter }, { id, boardKey }] = [this, this.election];
    demand(sealed !== undefined && voter !== undefined, 'out-of-order');
    const opening = sealed.open();
    const answered = await this.#sendOpening(opening, voter.authorization);
    demandEntry({ ...answered, entry: answered.entry.subarray(0, -SIGNATURE_LENGTH) }, opening);
    demand(checkEntrySignature(boardKey, id, answered.entry), 'receipt-other-entry');
    const receipted = await this.verify(answered, sealed.tracker);
    this.forgetSealed();
    return receipted;
  }

  /** What is to be cast, once somebody is there and it has not been opened. */
  protected castable(): { readonly sealed: SealedBallot; readonly voter: Voter } {
    const { sealed, voter } = this;
    demand(sealed !== undefined && voter !== undefined && !sealed.isOpened, 'out-of-order');
    return { sealed, voter };
  }

  protected way(): Way {
    return {
      voting: this.voting,
      pause,
      verify: (answered, { bytes, tracker }) => {
        demandEntry(answered, bytes);
        return this.verify(answered, tracker);
      },
    };
  }

  protected async verify(answered: Answered, tracker: Uint8Array): Promise<Receipted> {
    const { receipted, checkpoint } = verifyReceipt(this.election, answered, tracker);
    await this.board.follow(checkpoint, 'receipt-fork');
    return receipted;
  }

  /** A ballot of somebody else is not carried over to whoever comes now. */
  protected admit(voter: Voter): void {
    if (this.sealed && !equalBytes(this.sealed.voter.X, voter.X)) this.forgetSealed();
    this.voter = voter;
  }

  protected forgetSealed(): void {
    this.sealed?.wipe();
    this.sealed = undefined;
  }

  async #sendOpening(opening: Uint8Array, authorization: Authorization): Promise<Answered> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.voting.challenge(opening, authorization);
      } catch (error) {
        if (attempt >= TRIES || !isFault(error, 'network', 'not-yet', 'busy', 'unavailable')) throw error;
      }
      await pause(2 * attempt);
    }
  }
}
