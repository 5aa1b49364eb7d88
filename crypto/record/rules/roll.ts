/** Rules of credential lists, revocations, the opening's roll and admissions (spec chapter 06, §8.8). @module */

import type { Election } from '../../manifest/election.ts';
import { isAscending } from '../in-person.ts';
import type { Admissions, CredentialList } from '../office.ts';
import { assertRule } from './invalid-entry.ts';
import type { RecordState } from './record-state.ts';

/** Facts of one credential on the board, before the entry in question. */
export interface CredentialFacts {
  /** Style and unit; undefined for a credential of a pool that was not issued. */
  readonly right: { readonly style: number; readonly unit: number } | undefined;
  /** Site of whose pool the credential is; undefined for a credential of a list. */
  readonly site: number | undefined;
  readonly isRevoked: boolean;
  /** Whether a valid ballot of the credential is on the board. */
  readonly hasBallot: boolean;
}

/**
 * Checks a list but for its form and signature (§6.2); `areNew`: none of the credentials is on an earlier valid list or
 * pool.
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

/** Checks order and novelty of the credentials of a list or pool (§6.2, §11.2). */
export function assertNewCredentials(credentials: readonly Uint8Array[], areNew: boolean): void {
  assertRule(isAscending(credentials), 'the credentials are not in ascending order');
  assertRule(areNew, 'a credential is on an earlier list');
}

/**
 * Checks a revocation but for its form and signature (§6.3); `credential`: undefined if it is on no valid list or pool.
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
 * Checks an opening but for its form and signature (§6.4, §8.8); `active`: listed credentials that are not revoked, by
 * unit.
 */
export function assertOpening(
  roll: readonly number[],
  { state, active }: { readonly state: RecordState; readonly active: readonly number[] },
): void {
  assertRule(state.ceremony?.run.readyToOpen === true, 'the key ceremony is not complete');
  assertRule(state.clock >= state.election.opens, 'it is before the hour of the opening');
  assertRule(
    roll.every((people, unit) => active[unit]! <= people),
    'a unit has more credentials than people',
  );
}

/** Counts on the board by unit, for the admissions. */
export interface AdmissionFacts {
  /** People on the roll, from the opening. */
  readonly roll: readonly number[];
  /** Credentials of lists with a valid ballot. */
  readonly votedByInternet: readonly number[];
  /** Active issued credentials. */
  readonly issued: readonly number[];
  /** Active credentials issued to walk-ins. */
  readonly walkIns: readonly number[];
}

/** Checks admissions but for their form and signature (§6.5). */
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
