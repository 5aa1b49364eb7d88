/** Rules for pools, issues and closings of sites, and for the window of a site (spec chapter 11). @module */

import type { Election } from '../../manifest/election.ts';
import { grounds, type Held, type Issue, type Pool, type SiteClosing } from '../in-person.ts';
import { assertRule, type InvalidEntryCode } from './invalid-entry.ts';
import type { RecordState } from './record-state.ts';
import { assertNewCredentials, assertStyleOfUnit, type CredentialFacts } from './roll.ts';

/**
 * Throws unless a pool is valid, except for its form and signature (§11.2). `areNew`: whether none of the credentials
 * is on an earlier valid list or pool.
 */
export function assertPool(
  { site, credentials }: Pool,
  { election, areNew }: { readonly election: Election; readonly areNew: boolean },
): void {
  assertRule(site < election.sites.length, 'there is no such site');
  assertNewCredentials(credentials, areNew);
}

/**
 * Throws unless the window of the site is open for an entry (§11.1). `isOutstanding`: whether the site's closing lists
 * the entry, in the list of its kind.
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
  /** Whether the site's closing lists the issue as outstanding. */
  readonly isOutstanding: boolean;
  /** Number of the site's credentials issued to walk-ins that are not revoked. */
  readonly walkIns: number;
  /** Number of the unit's credentials that are not revoked and are on lists or were issued to people on its roll. */
  readonly entitled: number;
}

/**
 * Throws unless an issue is valid, except for its stage and signature (§11.3). The site must exist. `credential`: the
 * issued credential, undefined if it is on no valid list or pool.
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
 * Throws unless the time for the site's closing has come and the site has not closed (§11.5). The site must exist;
 * stage and signature are not checked here.
 */
export function assertSiteMayClose(state: RecordState, site: number): void {
  assertRule(state.clock >= state.siteEnds(site), 'it is before the hour of the closing');
  assertRule(!state.closedSites.has(site), 'the site has closed');
}

/** Counts of entries on the board with which a site's closing must agree. */
export interface SiteFacts {
  /** Number of valid issues of the site, including those of credentials that were revoked later. */
  readonly issued: number;
  /** Number of valid ballots with credentials of the site's pools. */
  readonly ballots: number;
  /** Number of entries in the closing's lists that are on the board already. */
  readonly delivered: number;
}

/** Throws unless the lists and numbers of a site's closing are right (§11.5). */
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
