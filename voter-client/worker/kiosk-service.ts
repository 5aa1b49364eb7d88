/** Service of a kiosk's visit worker, for one visit of one voter, who comes with a card. @module */

import { fromHex, toHex } from '#crypto/bytes.ts';
import { credentialId } from '#crypto/credential.ts';
import { sealEnvelope } from '#crypto/envelope.ts';
import { encodeKept } from '#crypto/record/kept.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Delivery, Session, ShownElection } from '../contract/booth.ts';
import type { KioskBooth } from '../contract/kiosk.ts';
import { demand, faultCodes } from '../contract/faults.ts';
import type { KioskPins, Pins } from '../contract/pins.ts';
import { BallotService } from './ballot-service.ts';
import { readCard, type CardHolder } from './card.ts';
import { deliver } from './delivery.ts';
import { KioskStore, withSendLock } from './kiosk-store.ts';
import { shownElection } from './page-election.ts';
import type { PendingBallot } from './pending-ballot.ts';

/** Time that a voter waits for the receipt. Afterwards the outbox delivers the ballot. */
const CAST_TIMEOUT_SECONDS = 8;
const VISIT_SECONDS = 1_800;

const now = (): number => Math.floor(Date.now() / 1000);

export class KioskService extends BallotService implements KioskBooth {
  readonly #pins: KioskPins;
  readonly #store: KioskStore;
  #holder: CardHolder | undefined;

  constructor(pins: Pins) {
    super(pins);
    this.#pins = pins.kiosk!;
    this.#store = new KioskStore(toHex(this.election.id));
  }

  async prepare(): Promise<ShownElection> {
    const setUp = await this.#store.setUp();
    demand(setUp !== undefined, 'kiosk-closed');
    this.board.openStored(setUp);
    return shownElection(this.election);
  }

  async takeCard(text: string): Promise<Session> {
    demand(this.board.key !== undefined, 'out-of-order');
    const holder = readCard(this.election, this.#pins, text, now());
    const issue = toHex(sha256(holder.issue));
    demand(!(await this.#store.queued()).some((queued) => queued.issue === issue), 'card-used');
    this.admit(holder);
    this.#holder = holder;
    const { style, unit, credential } = holder;
    const id = credentialId(this.election.id, credential.X);
    return { style, unit, expires: now() + VISIT_SECONDS, credentialId: id };
  }

  /** Casts the ballot. It is stored on the disk before it is sent, so that a power cut at any moment loses nothing. */
  async cast(onDelivery: (delivery: Delivery) => void): Promise<void> {
    const { pending, voter } = this.castable();
    const holder = this.#holder;
    demand(holder !== undefined, 'out-of-order');
    onDelivery({ state: 'delivering' });
    const number = await this.#enqueue(holder, pending);
    const options = { ...this.deliveryOptions(), attempts: 1, timeoutSeconds: CAST_TIMEOUT_SECONDS };
    const end = await withSendLock(number, async () => {
      const answer = await deliver(options, pending, voter.authorization, () => undefined);
      // A disk failure does not change the outcome: the outbox sends the ballot again and gets the same answer.
      await this.#settle(number, answer).catch(() => undefined);
      return answer;
    });
    if (end!.state !== 'refused') this.#forget();
    onDelivery(end!.state === 'unknown' ? { state: 'kept' } : end!);
  }

  async leave(): Promise<void> {
    this.#forget();
  }

  async #enqueue({ issue, ticket }: CardHolder, { bytes: ballot }: PendingBallot): Promise<number> {
    const key = fromHex(this.#pins.envelopeKey, 65);
    const envelope = await sealEnvelope(key, 'kept-ballot', this.election.id, encodeKept({ ticket, ballot }));
    return this.#store.add({ envelope, issue: toHex(sha256(issue)), ballot: toHex(sha256(ballot)) });
  }

  async #settle(number: number, answer: Delivery): Promise<void> {
    if (answer.state === 'recorded') await this.#store.remove(number);
    if (answer.state === 'refused' && !isLocalFault(answer.fault.code))
      await this.#store.refuse(number, { code: answer.fault.code, at: now() });
  }

  /** Wipes ballot, voter and card. The card cannot be used again in this visit. */
  #forget(): void {
    this.dismiss();
    this.#holder = undefined;
  }
}

/**
 * Reports whether a fault occurred in this program and not at the server. Then the ballot may be on the board, so it
 * stays queued.
 */
const isLocalFault = (code: string): boolean => (faultCodes as readonly string[]).includes(code);
