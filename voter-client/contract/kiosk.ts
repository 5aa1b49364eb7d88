/**
 * What the kiosk's screens ask of everything beneath them. Two workers stand behind it: one for each voter, which ends
 * with the visit, and one that stays, which keeps and delivers what could not be delivered and never sees a vote.
 * @module
 */

import type { Booth, BoothFault, Session, ShownElection } from './booth.ts';

/** One visit of one voter. The kiosk knows the card alone: no name. */
export interface KioskBooth extends Pick<Booth, 'read' | 'seal' | 'challenge' | 'cast' | 'leave'> {
  /** Takes the election's key from what staff opened, replayed; no link is needed. `kiosk-closed`: nothing was opened. */
  ready(): Promise<ShownElection>;
  /** The card's QR text; what makes it no good: `card-…`. */
  takeCard(text: string): Promise<Session>;
}

/** A ballot that is not on the board yet, as far as anybody may know it. */
export interface HeldBallot {
  /** Running number of this kiosk. */
  readonly number: number;
  /** SHA-256 of the entries, in hexadecimal. */
  readonly issue: string;
  readonly ballot: string;
}

/** A ballot that the voting process will not take: for people to settle. */
export interface RefusedBallot extends HeldBallot {
  readonly code: string;
  /** POSIX seconds. */
  readonly at: number;
}

export interface KioskStatus {
  /** As staff opened it; undefined before the opening and after the closing. */
  readonly opened?: { readonly name: string; readonly at: number };
  readonly paused: boolean;
  readonly held: readonly HeldBallot[];
  readonly refused: readonly RefusedBallot[];
  /** Whether the voting process answered when it was asked last. */
  readonly link: 'up' | 'down' | 'unknown';
  /** Of an answer that proves nothing: deliveries stop until people have looked. */
  readonly fault?: BoothFault;
}

export interface Opening {
  /** Of this device, at this site. */
  readonly name: string;
  /** Of the site, who vouches for the device. */
  readonly supervisor: { readonly name: string; readonly pin: string };
  /** Opens the staff menu from now on, without the desk. */
  readonly pin: string;
}

/** What the page is, by its own account: compare `software` with what was published. */
export interface DeviceCheck {
  /** SHA-256 of hashes.json, in hexadecimal. */
  readonly software: string;
  /** Files that are not what hashes.json says. */
  readonly altered: readonly string[];
}

/** The staff's side; never a ballot. */
export interface Keeper {
  status(): Promise<KioskStatus>;
  /** `base`: address of the folder in which the page is. */
  check(base: string): Promise<DeviceCheck>;
  /** Checks and keeps the board's set-up, registers with the desk. */
  open(opening: Opening, software: string): Promise<KioskStatus>;
  /** False: not the PIN. `kiosk-locked`: too many tries. */
  judgePin(pin: string): Promise<boolean>;
  pause(paused: boolean): Promise<KioskStatus>;
  /** Sends what is held, in order, until one does not get through. */
  deliver(): Promise<KioskStatus>;
  /** Takes no more cards, delivers what it can, and tells the desk what it still holds. */
  close(): Promise<KioskStatus>;
  /** Delivers again and again for as long as the page lives; `follow` hears what changed. */
  run(follow: (status: KioskStatus) => void): Promise<void>;
}
