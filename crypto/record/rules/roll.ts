/** Rules for credential lists, revocations, the roll of the opening, and admissions (spec chapter 06, §8.8). @module */

import type { Election } from '../../manifest/election.ts';
import { isAscending } from '../in-person.ts';
import type { Admissions, CredentialList } from '../office.ts';
import { assertRule } from './invalid-entry.ts';
import type { RecordState } from './record-state.ts';

/** Facts of one credential on the board, before the entry that is checked. */
export interface CredentialFacts {
  /** Style and unit for which the credential can vote; undefined if it is of a pool and was not issued. */
  readonly right: { readonly style: number; readonly unit: number } | undefined;
  /** Position of the site whose pool has the credential; undefined for a credential of a list. */
  readonly site: number | undefined;
  readonly isRevoked: boolean;
  /** Whether a valid ballot of the credential is on the board. */
  readonly hasBallot: boolean;
}

/**
 * Throws unless a credential list is valid, except for its form and signature, which are not checked here (§6.2).
 * `areNew`: whether none of the credentials is on an earlier valid list or pool.
 */
export function assertCredentialList(
  { style, unit, credentials }: CredentialList,
  { election, areNew }: { readonly election: Election; readonly areNew: boolean },
): void {
  assertStyleOfUnit(election, style, unit);
  assertNewCredentials(credentials, areNew);
}

/** Throws unless the style exists and names the unit. */
export function assertStyleOfUnit({ styles }: Election, style: number, unit: number): void {
  assertRule(styles[style]?.units.includes(unit) === true, 'the style is not for this unit');
}

/** Throws unless the credentials of a list or pool are in ascending order and new (§6.2, §11.2). */
export function assertNewCredentials(credentials: readonly Uint8Array[], areNew: boolean): void {
  assertRule(isAscending(credentials), 'the credentials are not in ascending order');
  assertRule(areNew, 'a credential is on an earlier list');
}

/**
 * Throws unless a revocation is valid, except for its form and signature (§6.3). `credential` is undefined if it is on
 * no valid list or pool.
 */
export function assertRevocable(
  credential: CredentialFacts | undefined,
): asserts credential is CredentialFacts {
  assertRule(
    credential !== undefined && !credential.isRevoked && !credential.hasBallot,
    'the credential is not listed, is revoked, or has a ballot',
  );
}

/**
 * Throws unless an opening is valid, except for its form and signature (§6.4, §8.8). `active`: number of listed
 * credentials that are not revoked, by unit.
 */
export function assertOpening(
  roll: readonly number[],
  { state, active }: { readonly state: RecordState; readonly active: readonly number[] },
): void {
  assertRule(state.ceremony?.run.readyToOpen === true, 'the key ceremony is not complete');
  assertRule(state.clock >= state.election.opens, 'it is before the hour of the opening');
  assertRule(
    state.acts.hasBuild || state.election.manifest.rehearsal,
    'no build says which software the election runs on',
  );
  assertRule(
    roll.every((people, unit) => active[unit]! <= people),
    'a unit has more credentials than people',
  );
}

/** Counts by unit with which admissions must agree. */
export interface AdmissionFacts {
  /** Number of people on the roll, from the opening. */
  readonly roll: readonly number[];
  /** Number of credentials of lists that have a valid ballot. */
  readonly votedByInternet: readonly number[];
  /** Number of issued credentials that are not revoked. */
  readonly issued: readonly number[];
  /** Number of credentials issued to walk-ins that are not revoked. */
  readonly walkIns: readonly number[];
}

/** Throws unless admissions are valid, except for their form and signature (§6.5). */
export function assertAdmissions(
  { internet, inPerson }: Admissions,
  { roll, votedByInternet, issued, walkIns }: AdmissionFacts,
): void {
  const holds = roll.every((people, unit) => {
    const [online, onSite] = [internet[unit]!, inPerson?.[unit] ?? 0];
    return (
      votedByInternet[unit]! <= online &&
      issued[unit]! <= onSite &&
      online + onSite <= people + walkIns[unit]!
    );
  });
  assertRule(holds, 'a unit has more ballots than admitted people, or more of these than its roll');
}
