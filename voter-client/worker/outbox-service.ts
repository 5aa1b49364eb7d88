/** What outlives a visit at a kiosk: what staff set, and the delivery of what is kept. No vote is ever here. @module */

import { equalBytes, toHex, utf8 } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import type { BoothFault } from '../contract/booth.ts';
import type { DeviceCheck, Keeper, KioskStatus, Opening } from '../contract/kiosk.ts';
import { Board } from '../board/board.ts';
import { DeskClient } from '../api/desk.ts';
import { demand, fault, faultOf } from '../contract/faults.ts';
import { VotingClient } from '../api/voting.ts';
import type { Pins } from '../contract/pins.ts';
import { checkDevice } from './device-check.ts';
import { KeptDelivery } from './kept-delivery.ts';
import { KioskStore, type Station } from './kiosk-store.ts';
import { electionOf } from './page-election.ts';

/** Seconds between deliveries. */
const PAUSE = 5;
const TRIES = 5;
/** Seconds without the staff menu after so many wrong PINs. */
const LOCKED = 300;
const PIN_FORM = /^\d{6,12}$/;

const now = (): number => Math.floor(Date.now() / 1000);

export class KeeperDesk implements Keeper {
  readonly #pins: Pins;
  readonly #election: Election;
  readonly #store: KioskStore;
  readonly #desk: DeskClient;
  readonly #delivery: KeptDelivery;
  #board: Board;
  #link: KioskStatus['link'] = 'unknown';
  #trouble: BoothFault | undefined;

  constructor(pins: Pins) {
    this.#pins = pins;
    this.#election = electionOf(pins);
    this.#store = new KioskStore(toHex(this.#election.id));
    this.#desk = new DeskClient(pins.kiosk!.desk);
    this.#board = this.#newBoard();
    this.#delivery = new KeptDelivery(
      this.#election,
      new VotingClient(pins.voting),
      this.#store,
      () => this.#board,
    );
  }

  async status(): Promise<KioskStatus> {
    const [station, held, refused] = [
      await this.#store.station(),
      await this.#store.held(),
      await this.#store.refused(),
    ];
    return {
      ...(station && !station.closed && { opened: { name: station.name, at: station.at } }),
      paused: station?.paused ?? false,
      held: held.map(({ number, issue, ballot }) => ({ number, issue, ballot })),
      refused: refused.map(({ number, issue, ballot, code, at }) => ({ number, issue, ballot, code, at })),
      link: this.#link,
      ...(this.#trouble && { fault: this.#trouble }),
    };
  }

  check(base: string): Promise<DeviceCheck> {
    return checkDevice(base);
  }

  async open(opening: Opening, software: string): Promise<KioskStatus> {
    demand(PIN_FORM.test(opening.pin), 'staff-pin-form');
    await this.#openBoard();
    const token = await this.#desk.register(opening, software);
    const salt = randomBytes(16);
    const pin = { salt, hash: await hashOf(opening.pin, salt) };
    const fresh = { paused: false, closed: false, tries: 0, lockedUntil: 0 };
    await this.#store.noteStation({ name: opening.name, at: now(), token, pin, ...fresh });
    return this.status();
  }

  async judgePin(pin: string): Promise<boolean> {
    const station = await this.#opened();
    demand(now() >= station.lockedUntil, 'kiosk-locked');
    const isRight = equalBytes(await hashOf(pin, station.pin.salt), station.pin.hash);
    const tries = isRight ? 0 : station.tries + 1;
    const isOver = tries >= TRIES;
    const locked = { tries: isOver ? 0 : tries, lockedUntil: isOver ? now() + LOCKED : 0 };
    await this.#store.noteStation({ ...station, ...locked });
    return isRight;
  }

  async pause(paused: boolean): Promise<KioskStatus> {
    await this.#store.noteStation({ ...(await this.#opened()), paused });
    return this.status();
  }

  async deliver(): Promise<KioskStatus> {
    try {
      await this.#takeUp();
      const got = await this.#delivery.pass();
      if (got !== 'nothing') this.#link = got;
      this.#trouble = undefined;
    } catch (error) {
      this.#trouble = faultOf(error);
    }
    return this.status();
  }

  async close(): Promise<KioskStatus> {
    const station = await this.#opened();
    const { held } = await this.deliver();
    await this.#desk.reportHeld(station.token, held);
    await this.#store.noteStation({ ...station, closed: true });
    return this.status();
  }

  async run(follow: (status: KioskStatus) => void): Promise<void> {
    for (;;) {
      follow(await this.deliver());
      await new Promise((resolve) => {
        setTimeout(resolve, PAUSE * 1000);
      });
    }
  }

  /** With a link: checked and kept. Without: what was kept before must do. */
  async #openBoard(): Promise<void> {
    const board = this.#newBoard();
    try {
      await board.open();
      await this.#store.noteSetUp(board.setUp!);
      this.#link = 'up';
    } catch (error) {
      const kept = await this.#store.setUp();
      if (faultOf(error).code !== 'network' || !kept) throw error;
      board.openKept(kept);
      this.#link = 'down';
    }
    this.#board = board;
  }

  /** After a start: receipts must continue the checkpoint under which staff opened the kiosk. */
  async #takeUp(): Promise<void> {
    if (this.#board.key) return;
    const kept = await this.#store.setUp();
    if (kept) this.#board.openKept(kept);
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

/** A PIN has few digits: what is kept of it must be slow to try. */
async function hashOf(pin: string, salt: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(utf8(pin)), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: Uint8Array.from(salt), iterations: 600_000 };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}
