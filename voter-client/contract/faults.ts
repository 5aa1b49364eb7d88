/** What can go wrong beneath the screens, beside the refusals of the server (docs/api.md): one code a difference. @module */

import { BoothError, type BoothFault } from './booth.ts';

export const faultCodes = [
  // What the server shows is not what the page was made for.
  'pin-program', // the worker's code
  'pin-manifest', // the board is of another manifest
  'pin-log', // the checkpoint is not the pinned log's
  'pin-witnesses', // too few of the pinned witnesses have seen it
  'pin-root', // entries or hashes are not those of the checkpoint's root
  'pin-key', // the trustees named in the manifest did not make this key
  'pin-seals', // too few trustees have sealed it
  'pin-fork', // the log contradicts a checkpoint seen before
  'pin-rollback', // the log is shorter than it was
  // What the board does not have.
  'board-early', // the key ceremony is under way
  'board-missing', // a file that must be there
  // What came back does not prove what it must.
  'receipt-form',
  'receipt-log', // not under a checkpoint of the pinned log
  'receipt-witnesses',
  'receipt-inclusion', // the proof does not lead to the root
  'receipt-fork', // its checkpoint contradicts one seen before
  'receipt-other-entry', // it proves another entry, or one of another voter
  // What the board shows under a tracker is not what it claims.
  'entry-faulty', // a ballot whose proofs do not hold
  'opening-false', // an opened ballot that does not open, or is not signed by the board
  // What was typed or given.
  'link-form',
  'credential-form',
  'tracker-form',
  'file-form',
  // Of a kiosk and the cards that it reads.
  'card-form', // no card, or one that was damaged
  'card-site', // issued at another site
  'card-signature', // not signed by this site for this election
  'card-stale', // issued too long ago
  'card-clock', // issued after now
  'card-code', // its code is of another credential
  'card-used', // its ballot is kept in this kiosk already
  'kiosk-closed', // staff have not opened it
  'kiosk-storage', // the disk does not keep what it is told to
  'kiosk-locked', // too many wrong PINs
  'staff-pin-form', // a PIN has 6 to 12 digits
  // Ways and means.
  'network', // nobody answered, or nobody who was able to
  'answer-form', // an answer of a form that the API does not have
  'cast-unsure', // the session ended before it was known whether the ballot arrived: a new log-in tells
  'out-of-order', // nothing is sealed, nobody has logged in, or what is sealed has been opened
  'program', // the worker broke
] as const;

export type FaultCode = (typeof faultCodes)[number];

export const fault = (code: FaultCode): BoothError => new BoothError({ code });

/** Of an error that is none of ours nothing is told: it may hold anything. */
export const faultOf = (error: unknown): BoothFault =>
  (error instanceof BoothError ? error : fault('program')).fault;

/** The value, or the fault if it cannot be had. */
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
