/**
 * Service of a kiosk's outbox worker: the staff's settings and the delivery of queued ballots. It never sees a vote.
 * @module
 */

import { equalBytes, toHex, utf8 } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import type { BoothFault } from '../contract/booth.ts';
import type { DeviceCheck, KioskOutbox, KioskStatus, Opening } from '../contract/kiosk.ts';
import { Board } from '../board/board.ts';
import { DeskClient } from '../api/desk.ts';
import { demand, fault, faultOf } from '../contract/faults.ts';
import { VotingClient } from '../api/voting.ts';
import type { Pins } from '../contract/pins.ts';
import { checkDevice } from './device-check.ts';
import { OutboxDelivery } from './outbox-delivery.ts';
import { KioskStore, type Station } from './kiosk-store.ts';
import { electionOf } from './page-election.ts';

const DELIVERY_INTERVAL_SECONDS = 5;
const MAX_PIN_ATTEMPTS = 5;
/** Time for which the staff menu is locked after MAX_PIN_ATTEMPTS wrong PINs. */
const PIN_LOCKOUT_SECONDS = 300;
const PIN_FORM = /^\d{6,12}$/;

const now = (): number => Math.floor(Date.now() / 1000);

export class OutboxService implements KioskOutbox {
  readonly #pins: Pins;
  readonly #election: Election;
  readonly #store: KioskStore;
  readonly #desk: DeskClient;
  readonly #delivery: OutboxDelivery;
  #board: Board;
  #link: KioskStatus['link'] = 'unknown';
  #fault: BoothFault | undefined;

  constructor(pins: Pins) {
    this.#pins = pins;
    this.#election = electionOf(pins);
    this.#store = new KioskStore(toHex(this.#election.id));
    this.#desk = new DeskClient(pins.kiosk!.desk);
    this.#board = this.#newBoard();
    this.#delivery = new OutboxDelivery(
      this.#election,
      new VotingClient(pins.voting),
      this.#store,
      () => this.#board,
    );
  }

  async status(): Promise<KioskStatus> {
    const [station, queued, refused] = [
      await this.#store.station(),
      await this.#store.queued(),
      await this.#store.refused(),
    ];
    return {
      ...(station && !station.closed && { opened: { name: station.name, at: station.at } }),
      paused: station?.paused ?? false,
      queued: queued.map(({ number, issue, ballot }) => ({ number, issue, ballot })),
      refused: refused.map(({ number, issue, ballot, code, at }) => ({ number, issue, ballot, code, at })),
      link: this.#link,
      ...(this.#fault && { fault: this.#fault }),
    };
  }

  checkDevice(base: string): Promise<DeviceCheck> {
    return checkDevice(base);
  }

  async open(opening: Opening, software: string): Promise<KioskStatus> {
    demand(PIN_FORM.test(opening.pin), 'staff-pin-form');
    await this.#openBoard();
    const token = await this.#desk.register(opening, software);
    const salt = randomBytes(16);
    const pin = { salt, hash: await hashOf(opening.pin, salt) };
    const fresh = { paused: false, closed: false, tries: 0, lockedUntil: 0 };
    await this.#store.saveStation({ name: opening.name, at: now(), token, pin, ...fresh });
    return this.status();
  }

  async verifyPin(pin: string): Promise<boolean> {
    const station = await this.#opened();
    demand(now() >= station.lockedUntil, 'kiosk-locked');
    const isRight = equalBytes(await hashOf(pin, station.pin.salt), station.pin.hash);
    const tries = isRight ? 0 : station.tries + 1;
    const isOver = tries >= MAX_PIN_ATTEMPTS;
    const locked = { tries: isOver ? 0 : tries, lockedUntil: isOver ? now() + PIN_LOCKOUT_SECONDS : 0 };
    await this.#store.saveStation({ ...station, ...locked });
    return isRight;
  }

  async pause(paused: boolean): Promise<KioskStatus> {
    await this.#store.saveStation({ ...(await this.#opened()), paused });
    return this.status();
  }

  async deliver(): Promise<KioskStatus> {
    try {
      await this.#openStoredBoard();
      const result = await this.#delivery.sendAll();
      if (result !== 'nothing') this.#link = result;
      this.#fault = undefined;
    } catch (error) {
      this.#fault = faultOf(error);
    }
    return this.status();
  }

  async close(): Promise<KioskStatus> {
    const station = await this.#opened();
    const { queued } = await this.deliver();
    await this.#desk.reportHeld(station.token, queued);
    await this.#store.saveStation({ ...station, closed: true });
    return this.status();
  }

  async run(onStatus: (status: KioskStatus) => void): Promise<void> {
    for (;;) {
      onStatus(await this.deliver());
      await new Promise((resolve) => {
        setTimeout(resolve, DELIVERY_INTERVAL_SECONDS * 1000);
      });
    }
  }

  /** Opens the board and stores its set-up; without network, opens the stored set-up. */
  async #openBoard(): Promise<void> {
    const board = this.#newBoard();
    try {
      await board.open();
      await this.#store.saveSetUp(board.setUp!);
      this.#link = 'up';
    } catch (error) {
      const stored = await this.#store.setUp();
      if (faultOf(error).code !== 'network' || !stored) throw error;
      board.openStored(stored);
      this.#link = 'down';
    }
    this.#board = board;
  }

  /**
   * Opens the stored set-up after a restart. Receipts must be consistent with the checkpoint of the set-up that staff
   * opened.
   */
  async #openStoredBoard(): Promise<void> {
    if (this.#board.key) return;
    const stored = await this.#store.setUp();
    if (stored) this.#board.openStored(stored);
  }

  async #opened(): Promise<Station> {
    const station = await this.#store.station();
    if (!station || station.closed) throw fault('kiosk-closed');
    return station;
  }

  #newBoard(): Board {
    return new Board(this.#election, `${this.#pins.voting}/board`);
  }
}

/**
 * Returns a hash of a PIN that takes long to compute, because a PIN has so few digits that all could be tried with a
 * fast one.
 */
async function hashOf(pin: string, salt: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(utf8(pin)), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: Uint8Array.from(salt), iterations: 600_000 };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256));
}
