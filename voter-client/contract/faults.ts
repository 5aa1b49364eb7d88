/**
 * Codes of the faults that can occur below the screens, in addition to errors of the server (docs/api.md). There is one
 * code for each distinct cause.
 * @module
 */

import { BoothError, type BoothFault } from './booth.ts';

export const faultCodes = [
  // The server's data does not match the pins of the page.
  'pin-program', // the worker's program has another hash
  'pin-manifest', // the board has another manifest
  'pin-log', // the checkpoint is not the pinned log's
  'pin-witnesses', // too few of the pinned witnesses have cosigned the checkpoint
  'pin-root', // entries or hashes do not lead to the checkpoint's root
  'pin-key', // the trustees named in the manifest did not make this key
  'pin-seals', // too few trustees have sealed the key
  'pin-hours', // a change of hours is not on the board, or the authority did not sign it
  'pin-fork', // the log contradicts a checkpoint seen before
  'pin-rollback', // the log is shorter than it was before
  // The board lacks something.
  'board-early', // the key ceremony is not over
  'board-missing', // a required file is missing
  // The answer does not prove what it must.
  'receipt-form',
  'receipt-log', // the checkpoint is not the pinned log's
  'receipt-witnesses',
  'receipt-inclusion', // the proof does not lead to the root
  'receipt-fork', // the receipt's checkpoint contradicts one seen before
  'receipt-other-entry', // the receipt proves another entry, or one of another voter
  // The board's entry under a tracker is not valid.
  'entry-faulty', // a ballot whose proofs do not hold
  'opening-false', // an opened ballot that does not open, or is not signed by the board
  // Input is malformed.
  'link-form',
  'credential-form',
  'tracker-form',
  'file-form',
  // A kiosk, or a card that it reads, has a fault.
  'card-form', // it is no card, or a damaged one
  'card-site', // issued at another site
  'card-signature', // not signed by this site for this election
  'card-stale', // issued too long ago
  'card-clock', // issued in the future by the kiosk's clock
  'card-code', // the card's code belongs to another credential
  'card-used', // a ballot of the card is already stored in this kiosk
  'kiosk-closed', // staff have not opened the kiosk
  'kiosk-storage', // the disk does not store what is written
  'kiosk-locked', // too many wrong PINs
  'staff-pin-form', // a PIN has 6 to 12 digits
  // Network, API or program failed.
  'network', // no answer, or not one of a server that works
  'answer-form', // the answer does not have the form of the API
  'cast-unsure', // the session ended before it was known whether the ballot arrived; a new log-in shows it
  'out-of-order', // wrong order of calls: nothing is encrypted, nobody is logged in, or the ballot was opened already
  'program', // the worker's program failed
] as const;

export type FaultCode = (typeof faultCodes)[number];

export const fault = (code: FaultCode): BoothError => new BoothError({ code });

/**
 * Returns the fault of an error. Any error that is not a BoothError becomes `program`, without its message, which may
 * hold private data.
 */
export const faultOf = (error: unknown): BoothFault =>
  (error instanceof BoothError ? error : fault('program')).fault;

/** Returns the value of `get`; throws the fault if `get` throws. */
export function must<T>(code: FaultCode, get: () => T): T {
  try {
    return get();
  } catch {
    throw fault(code);
  }
}

export function demand(condition: boolean, code: FaultCode): asserts condition {
  if (!condition) throw fault(code);
}

export const isFault = (error: unknown, ...codes: readonly string[]): error is BoothError =>
  error instanceof BoothError && codes.includes(error.fault.code);
