/** Rules for the entries of manifest, closing, decryption shares and result (spec §8.5, §8.7, §9.5, §9.6). @module */

import { equalBytes } from '../../bytes.ts';
import type { BlobRef } from '../../entry/entry.ts';
import { encodeResult, openTally } from '../../tally/result.ts';
import { openShare, type DecryptionShare } from '../../tally/share.ts';
import { parseTally } from '../../tally/tally.ts';
import type { Closing } from '../office.ts';
import { assertRule, orInvalid } from './invalid-entry.ts';
import type { RecordState } from './record-state.ts';

/** Throws unless the blob is the manifest of this election (§8.5). */
export function assertManifest({ hash }: BlobRef, { election }: RecordState): void {
  assertRule(equalBytes(hash, election.id), 'the manifest is another one');
}

export interface ClosingFacts {
  readonly state: RecordState;
  /** Whether every site is done (§11.6): it has delivered everything, or its time is over. */
  readonly areSitesDone: boolean;
  /** Number of valid ballots on the board, replaced ones included. */
  readonly ballots: number;
  /** Number of valid challenged ballots on the board. */
  readonly challenged: number;
}

/** Throws unless the closing is due and its numbers are right (§8.7). */
export function assertClosing(
  closing: Closing,
  { state, areSitesDone, ballots, challenged }: ClosingFacts,
): void {
  assertRule(state.clock >= state.graceEnds, 'it is before the hour of the closing');
  assertRule(areSitesDone, 'a site has not closed, or still holds ballots');
  assertRule(
    closing.ballots === ballots && closing.challenged === challenged,
    `the board has ${ballots} ballots and ${challenged} challenged ones`,
  );
}

/**
 * Throws unless the trustee belongs to the complete run of the key ceremony and has no valid share on the board (§9.5).
 */
export function assertShareDue(state: RecordState, trustee: number): void {
  const isOfRun = state.run.trustees.some(({ number }) => number === trustee);
  assertRule(isOfRun, 'no trustee of this number has a share');
  assertRule(!state.shares.has(trustee), 'this trustee’s share is on the board');
}

/** Throws unless form and proofs of a share are right for the blob of the tally (§9.5). */
export function assertShare(
  { election, run }: RecordState,
  tally: Uint8Array,
  trustee: number,
  share: Uint8Array,
): void {
  orInvalid('entry-refused', () => openShare(election, tally, trustee, run.verificationKey(trustee), share));
}

/**
 * Throws unless the result is the decryption of the tally with the shares (§9.6). `result`, `tally` and `shares` are
 * blobs; `shares` has the valid ones by number of the trustee.
 */
export function assertResult(
  result: Uint8Array,
  { election, run }: RecordState,
  tally: Uint8Array,
  shares: ReadonlyMap<number, Uint8Array>,
): void {
  const opened = new Map<number, DecryptionShare>();
  for (const [trustee, share] of shares)
    opened.set(trustee, openShare(election, tally, trustee, run.verificationKey(trustee), share));
  const computed = orInvalid('entry-refused', () =>
    encodeResult(openTally(election, parseTally(tally, election), opened)),
  );
  assertRule(equalBytes(result, computed), 'it is not what the shares open');
}
