/** Rules of pools, issues and closings of sites, and the window of a site (spec chapter 11). @module */

import type { Election } from '../../manifest/election.ts';
import { grounds, type Held, type Issue, type Pool, type SiteClosing } from '../in-person.ts';
import { assertRule, type InvalidEntryCode } from './invalid-entry.ts';
import type { RecordState } from './record-state.ts';
import { assertNewCredentials, assertStyleOfUnit, type CredentialFacts } from './roll.ts';

/**
 * Checks a pool but for its form and signature (§11.2); `areNew`: none of the credentials is on an earlier valid list
 * or pool.
 */
export function assertPool(
  { site, credentials }: Pool,
  { election, areNew }: { readonly election: Election; readonly areNew: boolean },
): void {
  assertRule(site < election.sites.length, 'there is no such site');
  assertNewCredentials(credentials, areNew);
}

/**
 * Throws unless the window of the site is open for an entry (§11.1); `isOutstanding`: the site's closing lists the
 * entry, in the list of its kind.
 */
export function assertInWindow(
  state: RecordState,
  site: number,
  isOutstanding: boolean,
  code: InvalidEntryCode = 'site-hours',
): void {
  const window = state.siteWindow(site);
  const isOpen = window === 'all' || (window === 'outstanding-only' && isOutstanding);
  assertRule(isOpen, 'not in the window of its site', code);
}

export interface IssueFacts {
  readonly state: RecordState;
  /** Whether the site's closing lists the entry. */
  readonly isOutstanding: boolean;
  /** Active credentials of the site that were issued to walk-ins. */
  readonly walkIns: number;
  /** Active credentials of the unit that are on lists, or were issued to people of its roll. */
  readonly entitled: number;
}

/**
 * Checks an issue but for its stage and signature (§11.3); the site exists. `credential`: the issued one, undefined if
 * it is on no valid list or pool.
 */
export function assertIssue(
  { site, style, unit, ground }: Issue,
  credential: CredentialFacts | undefined,
  { state, isOutstanding, walkIns, entitled }: IssueFacts,
): asserts credential is CredentialFacts {
  const own = state.election.sites[site]!;
  assertStyleOfUnit(state.election, style, unit);
  assertRule(
    ground !== grounds.moved || own.moves,
    'the site serves nobody who is registered for the internet',
  );
  assertInWindow(state, site, isOutstanding);
  assertRule(
    credential?.site === site && credential.right === undefined && !credential.isRevoked,
    'the credential is not of this site’s pool, was issued, or is revoked',
  );
  if (ground === grounds.walkIn)
    assertRule(walkIns < own.walkIns, 'the site has no more walk-ins', 'site-quota');
  else assertRule(entitled < state.roll[unit]!, 'the unit has no more people on its roll');
}

/**
 * Throws unless the site's hour has come and it has not closed (§11.5). The site exists; stage and signature are right.
 */
export function assertSiteMayClose(state: RecordState, site: number): void {
  assertRule(state.clock >= state.election.sites[site]!.ends, 'it is before the hour of the closing');
  assertRule(!state.closedSites.has(site), 'the site has closed');
}

/** Counts on the board for the closing of a site. */
export interface SiteFacts {
  /** Valid issues of the site, revoked ones too. */
  readonly issued: number;
  /** Valid ballots with credentials of its pools. */
  readonly ballots: number;
  /** Entries of the closing's lists that are on the board. */
  readonly delivered: number;
}

/** Checks lists and numbers of a closing (§11.5). */
export function assertSiteClosing(
  closing: SiteClosing,
  outstanding: Held,
  { issued, ballots, delivered }: SiteFacts,
): void {
  assertRule(delivered === 0, `${delivered} entries of the list are on the board already`);
  assertRule(
    closing.issued === issued + outstanding.issues.length &&
      closing.ballots === ballots + outstanding.ballots.length,
    `the board has ${issued} credentials issued at the site and ${ballots} ballots`,
  );
}
