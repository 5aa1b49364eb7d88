/**
 * Base class of the booth's and the kiosk's service: encrypts a ballot, has it opened, prepares it for casting, and
 * verifies its receipts.
 * @module
 */

import { equalBytes } from '#crypto/bytes.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';
import { drawMasks, type Masks } from '#crypto/ballot/vector-proof.ts';
import { checkEntrySignature, SIGNATURE_LENGTH } from '#crypto/entry/entry.ts';
import type { EncryptedBallot, ReceiptedBallot } from '../contract/booth.ts';
import { demand, isFault } from '../contract/faults.ts';
import type { Authorization } from '../api/http.ts';
import type { Answered } from '../api/voting.ts';
import { demandEntry, verifyReceipt } from '../board/receipt.ts';
import type { DeliveryOptions } from './delivery.ts';
import { ElectionService } from './election-service.ts';
import { PendingBallot } from './pending-ballot.ts';
import type { Voter } from './voter.ts';

/** Number of attempts to send an opening before the voter has to try again. */
const MAX_CHALLENGE_ATTEMPTS = 3;
const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });

export abstract class BallotService extends ElectionService {
  protected voter: Voter | undefined;
  protected pending: PendingBallot | undefined;
  /** Masks of the next ballot, drawn while the voter reads. */
  #masks: Masks | undefined;

  async encrypt(choices: Choices, onProgress: (share: number) => void): Promise<EncryptedBallot> {
    const [{ key }, voter] = [this.board, this.voter];
    demand(key !== undefined && voter !== undefined, 'out-of-order');
    this.discardBallot();
    const masks = this.#masks ?? this.#drawMasks(voter);
    this.#masks = undefined; // they are for one ballot
    this.pending = new PendingBallot(this.election, key, voter, choices, masks, onProgress);
    return this.pending.shown;
  }

  async challenge(): Promise<ReceiptedBallot> {
    const [{ pending, voter }, { id, boardKey }] = [this, this.election];
    demand(pending !== undefined && voter !== undefined, 'out-of-order');
    const opening = pending.open();
    const answered = await this.#sendOpening(opening, voter.authorization);
    demandEntry({ ...answered, entry: answered.entry.subarray(0, -SIGNATURE_LENGTH) }, opening);
    demand(checkEntrySignature(boardKey, id, answered.entry), 'receipt-other-entry');
    const receipted = await this.verify(answered, pending.tracker);
    this.discardBallot();
    this.#prepare(voter);
    return receipted;
  }

  /**
   * Returns the ballot and the voter for casting. From then on the ballot may have arrived, so its secrets are erased:
   * it must not be opened. Throws `out-of-order` without a voter, without a ballot, or if the ballot was opened.
   */
  protected castable(): { readonly pending: PendingBallot; readonly voter: Voter } {
    const { pending, voter } = this;
    demand(pending !== undefined && voter !== undefined && !pending.isOpened, 'out-of-order');
    pending.wipe();
    return { pending, voter };
  }

  protected deliveryOptions(): DeliveryOptions {
    return {
      voting: this.voting,
      pause,
      verify: (answered, { bytes, tracker }) => {
        demandEntry(answered, bytes);
        return this.verify(answered, tracker);
      },
    };
  }

  protected async verify(answered: Answered, tracker: Uint8Array): Promise<ReceiptedBallot> {
    const { receipted, checkpoint } = verifyReceipt(this.election, answered, tracker);
    await this.board.follow(checkpoint, 'receipt-fork');
    return receipted;
  }

  /** Sets the voter, and discards a pending ballot of another voter. */
  protected admit(voter: Voter): void {
    if (this.pending && !equalBytes(this.pending.voter.credentialKey, voter.credentialKey))
      this.discardBallot();
    this.voter = voter;
    this.#masks = undefined;
    this.#prepare(voter);
  }

  /** Forgets the voter and the secrets of this visit. */
  protected dismiss(): void {
    this.discardBallot();
    this.voter = undefined;
    this.#masks = undefined;
  }

  /** Draws masks after the current task, so that the voter waits for less when the ballot is sealed. */
  #prepare(voter: Voter): void {
    setTimeout(() => {
      if (this.voter === voter) this.#masks ??= this.#drawMasks(voter);
    }, 0);
  }

  #drawMasks({ style, credential }: Voter): Masks {
    const { layout } = this.election.styles[style]!;
    return drawMasks(layout, { electionId: this.election.id, style, x: credential.x });
  }

  protected discardBallot(): void {
    this.pending?.wipe();
    this.pending = undefined;
  }

  async #sendOpening(opening: Uint8Array, authorization: Authorization): Promise<Answered> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.voting.challenge(opening, authorization);
      } catch (error) {
        const isTemporary = isFault(error, 'network', 'not-yet', 'busy', 'unavailable');
        if (attempt >= MAX_CHALLENGE_ATTEMPTS || !isTemporary) throw error;
      }
      await pause(2 * attempt);
    }
  }
}
