/**
 * What the voters' screens ask of everything beneath them: the election as it was checked, log-in, encryption, casting.
 * Codes, secrets and ballots live in a worker behind this; screens see what a person may see, and nothing else.
 * @module
 */

import type { Election } from '#crypto/manifest/election.ts';
import type { Choices } from '#crypto/record/ballot/ballot.ts';

/** What screens see of the election: all of the manifest, and no value that only cryptography can use. */
export type ShownElection = Omit<Election, 'trustees'>;

/** What went wrong, for a catalogue of sentences; no secret is in it. */
export interface BoothFault {
  /**
   * `pin-…`: what the server shows is not what the page was made for, and the booth goes no further. `receipt-…`: what
   * came back does not prove what it must. These and all others of this side: link/faults.ts. The rest are the server's
   * (docs/api.md).
   */
  readonly code: string;
  /** Of a wrong code or digits: how many tries are left. */
  readonly detail?: string;
}

export class BoothError extends Error {
  override readonly name = 'BoothError';
  readonly fault: BoothFault;

  constructor(fault: BoothFault) {
    super(fault.code);
    this.fault = fault;
  }
}

export type Factor = 'sms' | 'totp';

/** Of a code while it is typed: whole with right check characters, right so far, or mistyped. */
export type Judgement = 'partial' | 'right' | 'wrong';

/**
 * What is due next in a log-in. The first time: mobile, code by SMS, factor (SMS goes on at once; an app gives `otpauth`
 * and has its own code), credential. Later: code, credential.
 */
export type LoginStep =
  | { readonly step: 'mobile' }
  | { readonly step: 'factor' }
  /** `otpauth`: shown once, when an authenticator app is being set up. */
  | { readonly step: 'code'; readonly factor: Factor; readonly otpauth?: string }
  | { readonly step: 'credential' }
  | { readonly step: 'done'; readonly session: Session };

export interface Session {
  /** A kiosk knows nobody's. */
  readonly name?: string;
  /** Position in the manifest. */
  readonly style: number;
  readonly unit: number;
  /** POSIX seconds. */
  readonly expires: number;
  /** The short public id of the voter's credential (spec §6.1). */
  readonly credentialId: string;
  /** The receipt of a ballot that this credential has cast already. */
  readonly cast?: Receipted;
}

/** A ballot that is made and neither cast nor opened. */
export interface Sealed {
  /** As people compare it: groups with check characters (spec §7.6). */
  readonly tracker: string;
  /** All of it, in hexadecimal: what a QR code holds. */
  readonly trackerHex: string;
}

export interface Receipted extends Sealed {
  readonly index: number;
  /** C2SP tlog-proof, verified. */
  readonly receipt: string;
  /** The entry, base64: a receipt is checked against it. */
  readonly entry: string;
  /** How many witnesses have seen it on the board, and since when at the latest: POSIX seconds, under this receipt. */
  readonly witnesses: number;
  readonly seen: number;
}

/** Where a ballot is on its way; each is true when it is said. */
export type Delivery =
  | { readonly state: 'delivering' }
  /** The server has no room now: the ballot is not recorded, and is sent again by itself after so many seconds. */
  | { readonly state: 'waiting'; readonly seconds: number }
  /** No answer: it is asked for again and again; the ballot may or may not have arrived. */
  | { readonly state: 'unknown'; readonly attempt: number }
  | { readonly state: 'recorded'; readonly receipted: Receipted }
  /** At a kiosk: on its disk, sealed, and sent until it is on the board. */
  | { readonly state: 'kept' }
  | { readonly state: 'refused'; readonly fault: BoothFault };

/** The booth of one visit. Every method rejects with a BoothError and leaves what was done before as it was. */
export interface Booth {
  /** The election as the page itself holds it, before anything of the board is known. */
  read(): Promise<ShownElection>;
  /** Checks manifest, log, witnesses and key against what the page was made for; before anybody logs in. */
  open(): Promise<ShownElection>;
  /** Begins with the link's secret, which leaves the address bar at once. */
  logIn(link: string): Promise<LoginStep>;
  giveDigits(digits: string): Promise<LoginStep>;
  chooseFactor(factor: Factor): Promise<LoginStep>;
  resend(): Promise<LoginStep>;
  giveCode(code: string): Promise<LoginStep>;
  /** The voting code as typed; it goes to the worker and nowhere else. */
  giveCredential(code: string): Promise<LoginStep>;
  judgeCredential(code: string): Promise<Judgement>;
  /** Encrypts; `progress` from 0 to 1. What was sealed before and not cast is forgotten. */
  seal(choices: Choices, progress: (share: number) => void): Promise<Sealed>;
  /** Has the sealed ballot opened and published, never counted; then a new one must be sealed. */
  challenge(): Promise<Receipted>;
  /** Casts the sealed ballot; `follow` hears where it is, until it is recorded or refused. Sending again is safe. */
  cast(follow: (delivery: Delivery) => void): Promise<void>;
  /** Another link by e-mail; says nothing about whether the address is known. */
  askForLink(email: string): Promise<void>;
  /** Ends the session and wipes everything. */
  leave(): Promise<void>;
}

/** What a second device does; without log-in. */
export interface Checker {
  /** The election as the page itself holds it: no network is needed. */
  read(): Promise<ShownElection>;
  /** Checks the board as the booth does; needed by whatever is looked up. */
  open(): Promise<ShownElection>;
  /** A tracker as people or QR codes have it: what the board says of it. */
  lookUp(tracker: string): Promise<Found>;
  /**
   * A receipt file (link/receipt-file.ts), with or without network: whether it proves that the entry is on the board. A
   * C2SP tlog-proof alone does too, with network. Without, an opened ballot cannot be recomputed: `network`. With network
   * the board must also show what the receipt proves.
   */
  checkReceipt(file: Uint8Array): Promise<Found>;
}

export type Found =
  /** The board says that it has nothing of this name. Whether that is true only a receipt can tell. */
  | { readonly kind: 'absent' }
  /** Nobody said anything: the ballot may be there or not. */
  | { readonly kind: 'unanswered' }
  /** The receipt proves that it is on the board, which does not show it. */
  | { readonly kind: 'withheld'; readonly receipted: Receipted }
  /** A ballot that counts, or will. */
  | {
      readonly kind: 'cast';
      readonly receipted: Receipted;
      readonly credentialId: string;
      readonly unit: number;
    }
  /** Opened and recomputed: these choices, and no others, were encrypted. */
  | {
      readonly kind: 'opened';
      readonly receipted: Receipted;
      readonly style: number;
      readonly choices: Choices;
    }
  /** What the board shows under this tracker is not what it claims. */
  | { readonly kind: 'false'; readonly fault: BoothFault };
