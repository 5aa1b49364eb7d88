/**
 * Contract between the kiosk's screens and its two web workers. The visit worker serves one voter and ends with the
 * visit. The outbox worker stays, delivers the ballots that could not be delivered at once, and never sees a vote.
 * @module
 */

import type { Booth, BoothFault, Session, ShownElection } from './booth.ts';

/** Functions for one visit of one voter. The kiosk knows only the card, not the voter's name. */
export interface KioskBooth extends Pick<Booth, 'read' | 'encrypt' | 'challenge' | 'cast' | 'leave'> {
  /**
   * Loads the election key by replaying the set-up that staff opened; needs no network. Rejects with `kiosk-closed` if
   * none was opened.
   */
  prepare(): Promise<ShownElection>;
  /** Accepts the text of a card's QR code. Rejects an unusable card with a `card-…` fault. */
  takeCard(text: string): Promise<Session>;
}

/** Ballot that is not on the board yet, without anything that must stay secret. */
export interface QueuedBallot {
  /** Running number at this kiosk. */
  readonly number: number;
  /** SHA-256 hashes of the issue entry and of the ballot entry, in hexadecimal. */
  readonly issue: string;
  readonly ballot: string;
}

/** Ballot that the voting process refuses for good; people must resolve it. */
export interface RefusedBallot extends QueuedBallot {
  readonly code: string;
  /** POSIX seconds. */
  readonly at: number;
}

export interface KioskStatus {
  /**
   * Name that staff gave the kiosk at the opening, and the time in POSIX seconds; undefined before the opening and
   * after the closing.
   */
  readonly opened?: { readonly name: string; readonly at: number };
  readonly paused: boolean;
  readonly queued: readonly QueuedBallot[];
  readonly refused: readonly RefusedBallot[];
  /** Whether the voting process answered the last request. */
  readonly link: 'up' | 'down' | 'unknown';
  /**
   * Fault of an answer that proves nothing. The ballot stays queued; a later delivery without a fault clears this one.
   */
  readonly fault?: BoothFault;
}

export interface Opening {
  /** Name of this device at this site. */
  readonly name: string;
  /** Supervisor of the site who vouches for the device. */
  readonly supervisor: { readonly name: string; readonly pin: string };
  /** PIN for the staff menu from the opening on; it is checked without the desk. */
  readonly pin: string;
}

/** Report of the page about itself. Staff compare `software` with the published value. */
export interface DeviceCheck {
  /** SHA-256 of hashes.json, in hexadecimal. */
  readonly software: string;
  /** Paths of the files that do not match hashes.json. */
  readonly altered: readonly string[];
}

/** Functions for staff, and the delivery of queued ballots. This side never sees a vote. */
export interface KioskOutbox {
  status(): Promise<KioskStatus>;
  /** Checks the page's own files. `base`: address of the folder that holds the page. */
  checkDevice(base: string): Promise<DeviceCheck>;
  /** Checks and stores the board's set-up, then registers with the desk. */
  open(opening: Opening, software: string): Promise<KioskStatus>;
  /** Returns false for a wrong PIN; rejects with `kiosk-locked` after too many attempts. */
  verifyPin(pin: string): Promise<boolean>;
  pause(paused: boolean): Promise<KioskStatus>;
  /** Sends the queued ballots in order, until one is not delivered. */
  deliver(): Promise<KioskStatus>;
  /** Stops accepting cards, delivers what it can, and reports the ballots still queued to the desk. */
  close(): Promise<KioskStatus>;
  /** Delivers periodically while the page lives. `onStatus` receives each new status. */
  run(onStatus: (status: KioskStatus) => void): Promise<void>;
}

/** The two web workers of a kiosk, as its screens use them. */
export interface KioskServices {
  readonly booth: KioskBooth;
  readonly outbox: KioskOutbox;
}
