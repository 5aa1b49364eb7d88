/**
 * Faults that can occur below the screens, in addition to errors of the server (docs/api.md): one code per distinct
 * cause.
 * @module
 */

import { BoothError, type BoothFault } from './booth.ts';

export const faultCodes = [
  // The server's data does not match the pins of the page.
  'pin-program', // the worker's code
  'pin-manifest', // the board is of another manifest
  'pin-log', // the checkpoint is not the pinned log's
  'pin-witnesses', // too few of the pinned witnesses have seen it
  'pin-root', // entries or hashes are not those of the checkpoint's root
  'pin-key', // the trustees named in the manifest did not make this key
  'pin-seals', // too few trustees have sealed it
  'pin-fork', // the log contradicts a checkpoint seen before
  'pin-rollback', // the log is shorter than it was
  // The board lacks something.
  'board-early', // the key ceremony is not over
  'board-missing', // a required file is missing
  // The answer does not prove what it must.
  'receipt-form',
  'receipt-log', // not under a checkpoint of the pinned log
  'receipt-witnesses',
  'receipt-inclusion', // the proof does not lead to the root
  'receipt-fork', // its checkpoint contradicts one seen before
  'receipt-other-entry', // it proves another entry, or one of another voter
  // The board's entry under a tracker is not valid.
  'entry-faulty', // a ballot whose proofs do not hold
  'opening-false', // an opened ballot that does not open, or is not signed by the board
  // Input is malformed.
  'link-form',
  'credential-form',
  'tracker-form',
  'file-form',
  // A kiosk, or a card that it reads, has a fault.
  'card-form', // no card, or one that was damaged
  'card-site', // issued at another site
  'card-signature', // not signed by this site for this election
  'card-stale', // issued too long ago
  'card-clock', // issued after now
  'card-code', // its code is of another credential
  'card-used', // its ballot is stored in this kiosk already
  'kiosk-closed', // staff have not opened it
  'kiosk-storage', // the disk does not store what is written
  'kiosk-locked', // too many wrong PINs
  'staff-pin-form', // a PIN has 6 to 12 digits
  // Network, API or program failed.
  'network', // no answer, or none of a server that works
  'answer-form', // an answer of a form that the API does not have
  'cast-unsure', // the session ended before it was known whether the ballot arrived: a new log-in tells
  'out-of-order', // wrong order of calls: nothing is encrypted, nobody is logged in, or the encrypted ballot was opened already
  'program', // the worker broke
] as const;

export type FaultCode = (typeof faultCodes)[number];

export const fault = (code: FaultCode): BoothError => new BoothError({ code });

/**
 * Returns the fault of an error. Any error that is not a BoothError becomes `program`, without its message, which may
 * hold private data.
 */
export const faultOf = (error: unknown): BoothFault =>
  (error instanceof BoothError ? error : fault('program')).fault;

/** Returns the value, or throws the fault if `get` throws. */
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
