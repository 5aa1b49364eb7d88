/**
 * Rules for ballots and challenged ballots, except for their form and their proofs (spec §7.7, §8.8, §11.4).
 * @module
 */

import { toHex } from '../../bytes.ts';
import { assertRule } from './invalid-entry.ts';
import type { RecordState } from './record-state.ts';
import type { CredentialFacts } from './roll.ts';
import { assertInWindow } from './sites.ts';

export interface BallotFacts {
  readonly state: RecordState;
  /** Whether the closing of the credential's site lists the ballot as outstanding. */
  readonly isOutstanding: boolean;
}

/**
 * Throws unless the ballot may be cast now with `credential`, which is undefined if it is on no valid list or pool.
 * Copies and proofs are checked afterwards.
 */
export function assertMayCast(
  { style, unit }: { readonly style: number; readonly unit: number },
  credential: CredentialFacts | undefined,
  { state, isOutstanding }: BallotFacts,
): asserts credential is CredentialFacts {
  assertOpen(state);
  const site = credential?.site;
  if (site === undefined) assertRule(state.internetWindow === 'all', 'not in its time', 'too-late');
  else assertInWindow(state, site, isOutstanding, 'too-late');
  assertRule(
    credential?.right?.style === style && credential.right.unit === unit,
    'the credential is not listed for this style and unit',
    'credential-unknown',
  );
  assertRule(!credential.isRevoked, 'the credential is revoked', 'credential-revoked');
  const mayReplace = site === undefined && state.election.manifest.revoting === 'last';
  assertRule(mayReplace || !credential.hasBallot, 'the credential has a ballot', 'already-voted');
}

/** Throws `too-late` unless the stage is `open`, the only one with ballots and challenged ballots. */
export function assertOpen({ stage }: RecordState): void {
  assertRule(stage === 'open', 'not in its stage', 'too-late');
}

/** Returns whether all pads of a ballot differ (§7.7). */
export const areDistinctPads = (pads: readonly Uint8Array[]): boolean =>
  new Set(pads.map(toHex)).size === pads.length;

/** Throws if two of a ballot's pads are equal (§7.7). */
export function assertDistinctPads(pads: readonly Uint8Array[]): void {
  assertRule(areDistinctPads(pads), 'a copy within itself', 'copied');
}

/** Throws unless the pad of the ballot's first ciphertext is that of no ballot before it (§7.7). */
export function assertNoCopy(isFirstPadNew: boolean): void {
  assertRule(isFirstPadNew, 'a copy', 'copied');
}
