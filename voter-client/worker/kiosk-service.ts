/** The kiosk behind its screens: one visit of one voter, who comes with a card. @module */

import { fromHex, toHex } from '#crypto/bytes.ts';
import { credentialId } from '#crypto/credential.ts';
import { sealEnvelope } from '#crypto/envelope.ts';
import { encodeKept } from '#crypto/record/kept.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Delivery, Session, ShownElection } from '../contract/booth.ts';
import type { KioskBooth } from '../contract/kiosk.ts';
import { demand, faultCodes } from '../contract/faults.ts';
import type { KioskPins, Pins } from '../contract/pins.ts';
import { BallotDesk } from './ballot-service.ts';
import { readCard, type CardHolder } from './card.ts';
import { deliver } from './delivery.ts';
import { KioskStore, whileSending } from './kiosk-store.ts';
import { shownOf } from './page-election.ts';
import type { SealedBallot } from './sealing.ts';

/** Seconds that a voter waits for the receipt; then the ballot is delivered without them. */
const PATIENCE = 8;
/** Seconds of a visit. */
const VISIT = 1_800;

const now = (): number => Math.floor(Date.now() / 1000);

export class KioskDesk extends BallotDesk implements KioskBooth {
  readonly #pins: KioskPins;
  readonly #store: KioskStore;
  #holder: CardHolder | undefined;

  constructor(pins: Pins) {
    super(pins);
    this.#pins = pins.kiosk!;
    this.#store = new KioskStore(toHex(this.election.id));
  }

  async ready(): Promise<ShownElection> {
    const setUp = await this.#store.setUp();
    demand(setUp !== undefined, 'kiosk-closed');
    this.board.openKept(setUp);
    return shownOf(this.election);
  }

  async takeCard(text: string): Promise<Session> {
    demand(this.board.key !== undefined, 'out-of-order');
    const holder = readCard(this.election, this.#pins, text, now());
    const issue = toHex(sha256(holder.issue));
    demand(!(await this.#store.held()).some((kept) => kept.issue === issue), 'card-used');
    this.admit(holder);
    this.#holder = holder;
    const { style, unit, credential } = holder;
    const id = credentialId(this.election.id, credential.X);
    return { style, unit, expires: now() + VISIT, credentialId: id };
  }

  /** On the disk first, then on its way: a power cut at any moment loses nothing. */
  async cast(follow: (delivery: Delivery) => void): Promise<void> {
    const { sealed, voter } = this.castable();
    const holder = this.#holder;
    demand(holder !== undefined, 'out-of-order');
    follow({ state: 'delivering' });
    const number = await this.#keep(holder, sealed);
    const way = { ...this.way(), tries: 1, seconds: PATIENCE };
    const end = await whileSending(number, async () => {
      const answer = await deliver(way, sealed, voter.authorization, () => undefined);
      // A disk that fails now changes nothing of what is true: it is sent again, and answered the same.
      await this.#settle(number, answer).catch(() => undefined);
      return answer;
    });
    if (end!.state !== 'refused') this.#forget();
    follow(end!.state === 'unknown' ? { state: 'kept' } : end!);
  }

  async leave(): Promise<void> {
    this.#forget();
  }

  async #keep({ issue, ticket }: CardHolder, { bytes: ballot }: SealedBallot): Promise<number> {
    const key = fromHex(this.#pins.envelopeKey, 65);
    const envelope = await sealEnvelope(key, 'kept-ballot', this.election.id, encodeKept({ ticket, ballot }));
    return this.#store.keep({ envelope, issue: toHex(sha256(issue)), ballot: toHex(sha256(ballot)) });
  }

  async #settle(number: number, answer: Delivery): Promise<void> {
    if (answer.state === 'recorded') await this.#store.forget(number);
    if (answer.state === 'refused' && !isOurs(answer.fault.code))
      await this.#store.refuse(number, { code: answer.fault.code, at: now() });
  }

  /** Nothing more can be done with this card here. */
  #forget(): void {
    this.forgetSealed();
    this.voter = undefined;
    this.#holder = undefined;
  }
}

/** Not the server's word: the ballot may be on the board, and stays kept. */
const isOurs = (code: string): boolean => (faultCodes as readonly string[]).includes(code);
