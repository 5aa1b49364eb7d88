/**
 * Contract between the voters' screens and the web worker: the checked election, log-in, encryption and casting. Codes,
 * secrets and ballots stay in the worker; screens receive only what a person may see.
 * @module
 */

import type { Election } from '#crypto/manifest/election.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';

/**
 * Part of the election that screens need, without values that only cryptography uses. `closes` is the end in force;
 * `isExtended`: whether it is later than that of the manifest.
 */
export type ShownElection = Pick<Election, 'manifest' | 'opens' | 'closes'> & {
  readonly isExtended: boolean;
};

/** Error for which the catalogue of texts has sentences. It holds no secret. */
export interface BoothFault {
  /**
   * Code of the error. `pin-…`: the server's data do not match what the page was built for; the booth stops.
   * `receipt-…`: an answer does not prove what it must. contract/faults.ts lists these and all other codes of the page;
   * the rest are the server's (docs/api.md).
   */
  readonly code: string;
  /** Number of attempts left, after a wrong code or wrong digits. */
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

/** State of a code while it is typed: correct so far, complete with correct check characters, or mistyped. */
export type CodeCheck = 'partial' | 'right' | 'wrong';

/**
 * Next step of a log-in. Steps of the first access: mobile, code by SMS, factor, credential. After the choice of SMS
 * the credential follows at once; after that of an authenticator app, a step `code` with `otpauth` comes first. Steps
 * of later accesses: code, credential.
 */
export type LoginStep =
  | { readonly step: 'mobile' }
  | { readonly step: 'factor' }
  /** `otpauth`: address for an authenticator app, shown once while the app is set up. */
  | { readonly step: 'code'; readonly factor: Factor; readonly otpauth?: string }
  | { readonly step: 'credential' }
  | { readonly step: 'done'; readonly session: Session };

export interface Session {
  /** Absent at a kiosk, which does not know the voter's name. */
  readonly name?: string;
  /** Positions of the style and of the unit in the manifest. */
  readonly style: number;
  readonly unit: number;
  /** POSIX seconds. */
  readonly expires: number;
  /** Short public id of the voter's credential (spec §6.1). */
  readonly credentialId: string;
  /** Ballot that this credential has already cast, with its receipt. */
  readonly cast?: ReceiptedBallot;
}

/** Ballot that is encrypted and neither cast nor opened yet. */
export interface EncryptedBallot {
  /** Tracker in the form in which people compare it: groups with check characters (spec §7.6). */
  readonly tracker: string;
  /** All of the tracker in hexadecimal, the content of the QR code. */
  readonly trackerHex: string;
}

/** Ballot on the board, with its verified receipt. */
export interface ReceiptedBallot extends EncryptedBallot {
  readonly index: number;
  /** Verified receipt in the format C2SP tlog-proof. */
  readonly receipt: string;
  /** Entry in base64; a receipt is checked against it. */
  readonly entry: string;
  /** Number of witnesses that cosigned the receipt's checkpoint. */
  readonly witnesses: number;
  /**
   * Time by which the witnesses had seen the ballot on the board, as a quorum of them attests, in POSIX seconds (spec
   * §8.6).
   */
  readonly seen: number;
}

/** State of a ballot's delivery. Each state is true when it is reported. */
export type Delivery =
  | { readonly state: 'delivering' }
  /** The server is busy: the ballot is not recorded and is sent again automatically after `seconds`. */
  | { readonly state: 'waiting'; readonly seconds: number }
  /** No answer yet: the request is repeated; the ballot may or may not have arrived. */
  | { readonly state: 'unknown'; readonly attempt: number }
  | { readonly state: 'recorded'; readonly receipted: ReceiptedBallot }
  /** The ballot is stored encrypted on a kiosk's disk and is sent until it is on the board. */
  | { readonly state: 'kept' }
  | { readonly state: 'refused'; readonly fault: BoothFault };

/** Booth during one visit. Every method rejects with a BoothError and then leaves the earlier state unchanged. */
export interface Booth {
  /** Returns the election from the page's own manifest, before the board has been read. */
  read(): Promise<ShownElection>;
  /** Checks manifest, log, witnesses and key against the page's pins; must succeed before log-in. */
  open(): Promise<ShownElection>;
  /** Starts a log-in with the secret of the link, which leaves the address bar at once. */
  logIn(link: string): Promise<LoginStep>;
  submitDigits(digits: string): Promise<LoginStep>;
  chooseFactor(factor: Factor): Promise<LoginStep>;
  resendCode(): Promise<LoginStep>;
  submitCode(code: string): Promise<LoginStep>;
  /** Submits the voting code as typed. Only the worker receives it. */
  submitCredential(code: string): Promise<LoginStep>;
  checkCredential(code: string): Promise<CodeCheck>;
  /**
   * Encrypts the choices and discards an earlier ballot that was not cast. `onProgress` receives fractions from 0 to 1.
   */
  encrypt(choices: Choices, onProgress: (share: number) => void): Promise<EncryptedBallot>;
  /** Has the encrypted ballot opened and published. It is never counted; the voter must have a new one encrypted. */
  challenge(): Promise<ReceiptedBallot>;
  /**
   * Casts the encrypted ballot. `onDelivery` is called until the ballot is recorded or refused. Calling `cast` again is
   * safe.
   */
  cast(onDelivery: (delivery: Delivery) => void): Promise<void>;
  /** Requests another link by e-mail. The answer does not reveal whether the address is known. */
  requestLink(email: string): Promise<void>;
  /** Ends the session and wipes all data of the visit. */
  leave(): Promise<void>;
}

/** Functions of the check page, which people use on a second device. No log-in is needed. */
export interface Checker {
  /** Returns the election from the page's own manifest. No network is needed. */
  read(): Promise<ShownElection>;
  /** Checks the board as the booth does. Every lookup needs it. */
  open(): Promise<ShownElection>;
  /** Looks up a tracker on the board, in its printed form or as the QR code contains it. */
  lookUp(tracker: string): Promise<Found>;
  /**
   * Checks whether a receipt file (board/receipt-file.ts) proves that its entry is on the board, with or without
   * network. A bare C2SP tlog-proof is accepted only with network. Without network an opened ballot cannot be
   * recomputed, so the method rejects with `network`. With network, the board must also show the entry that the receipt
   * proves.
   */
  checkReceipt(file: Uint8Array): Promise<Found>;
}

export type Found =
  /** The board answers that it has no such entry. Only a receipt can tell whether that is true. */
  | { readonly kind: 'absent' }
  /** No answer: the ballot may or may not be on the board. */
  | { readonly kind: 'unanswered' }
  /** The receipt proves that the entry is on the board, but the board does not show it. */
  | { readonly kind: 'withheld'; readonly receipted: ReceiptedBallot }
  /** The entry is a cast ballot, which counts or will be counted. */
  | {
      readonly kind: 'cast';
      readonly receipted: ReceiptedBallot;
      readonly credentialId: string;
      readonly unit: number;
    }
  /** The entry is an opened ballot that was recomputed: exactly these choices were encrypted. */
  | {
      readonly kind: 'opened';
      readonly receipted: ReceiptedBallot;
      readonly style: number;
      readonly choices: Choices;
    }
  /** The entry that the board shows under this tracker is not what it claims to be. */
  | { readonly kind: 'false'; readonly fault: BoothFault };
