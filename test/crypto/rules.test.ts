/** Tests of the record's rules, which decide from given facts: each broken rule has its code. */
import { expect, test } from 'vitest';
import { grounds, type Issue } from '#crypto/record/in-person.ts';
import { assertDistinctPads, assertMayCast, assertNoCopy } from '#crypto/record/rules/ballots.ts';
import { assertClosing, assertManifest } from '#crypto/record/rules/count.ts';
import { InvalidEntry } from '#crypto/record/rules/invalid-entry.ts';
import { RecordState } from '#crypto/record/rules/record-state.ts';
import { assertAdmissions, assertRevocable, type CredentialFacts } from '#crypto/record/rules/roll.ts';
import { assertIssue, assertSiteClosing, assertSiteMayClose } from '#crypto/record/rules/sites.ts';
import { miniWithSites } from '../negative/mini.ts';
import { testElection } from '../support/elections.ts';

const { election } = testElection(miniWithSites, { count: 3, threshold: 2, alternates: 1, sites: 2 });
const site = election.sites.find(({ moves }) => !moves)!;
const [style] = election.styles;
const unit = style!.units[0]!;
const right = { style: style!.position, unit };

/** Returns a record state in the stage `open` at this clock, with two people on each unit's roll. */
function open(clock: number): RecordState {
  const state = new RecordState(election);
  Object.assign(state, { stage: 'open', clock, roll: Array.from({ length: election.unitCount }, () => 2) });
  return state;
}

const listed: CredentialFacts = { right, site: undefined, isRevoked: false, hasBallot: false };
const issued: CredentialFacts = { ...listed, site: site.position };
const inPool: CredentialFacts = { ...issued, right: undefined };

/** Returns the code of the rule that is broken, or `valid`. */
function codeOf(check: () => void): string {
  try {
    check();
    return 'valid';
  } catch (error) {
    if (!(error instanceof InvalidEntry)) throw error;
    return error.code;
  }
}

test('ballots by internet and at a site', () => {
  const during = open(election.opens);
  const cast = (state: RecordState, credential: CredentialFacts | undefined, isOutstanding = false): string =>
    codeOf(() => assertMayCast(right, credential, { state, isOutstanding }));
  expect(cast(during, listed)).toBe('valid');
  expect(cast(Object.assign(open(election.opens), { stage: 'closed' }), listed)).toBe('too-late');
  expect(cast(open(election.opens - 1), listed)).toBe('too-late');
  expect(cast(open(during.graceEnds), listed)).toBe('too-late');
  expect(cast(during, undefined)).toBe('credential-unknown');
  expect(cast(during, { ...listed, right: { ...right, style: right.style + 1 } })).toBe('credential-unknown');
  expect(cast(during, { ...listed, isRevoked: true })).toBe('credential-revoked');
  expect(cast(during, { ...listed, hasBallot: true })).toBe('already-voted');

  expect(cast(open(site.starts - 1), issued)).toBe('too-late');
  expect(cast(open(site.starts), inPool)).toBe('credential-unknown');
  expect(cast(open(site.starts), issued)).toBe('valid');
  expect(cast(open(site.ends + site.grace), issued)).toBe('too-late');
  const closed = open(site.ends);
  closed.closedSites.add(site.position);
  expect(cast(closed, issued)).toBe('too-late');
  expect(cast(closed, issued, true)).toBe('valid');

  const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  expect(codeOf(() => assertDistinctPads([one, other]))).toBe('valid');
  expect(codeOf(() => assertDistinctPads([one, other, Uint8Array.from(one)]))).toBe('copied');
  expect(codeOf(() => assertNoCopy(true))).toBe('valid');
  expect(codeOf(() => assertNoCopy(false))).toBe('copied');
});

test('issues: window, pool, walk-ins and roll', () => {
  const state = open(site.starts);
  const issue: Issue = {
    site: site.position,
    credential: new Uint8Array(32),
    ...right,
    ground: grounds.registered,
    seconds: 0,
  };
  const facts = { state, isOutstanding: false, walkIns: 0, entitled: 0 };
  const check = (own: Partial<Issue>, credential: CredentialFacts | undefined, more = {}): string =>
    codeOf(() => assertIssue({ ...issue, ...own }, credential, { ...facts, ...more }));
  expect(check({}, inPool)).toBe('valid');
  expect(check({ style: 99 }, inPool)).toBe('entry-refused');
  expect(check({ ground: grounds.moved }, inPool)).toBe('entry-refused');
  expect(check({}, inPool, { state: open(site.starts - 1) })).toBe('site-hours');
  for (const other of [undefined, listed, issued, { ...inPool, isRevoked: true }])
    expect(check({}, other)).toBe('entry-refused');
  expect(check({}, inPool, { entitled: 1 })).toBe('valid');
  expect(check({}, inPool, { entitled: 2 })).toBe('entry-refused');
  expect(check({ ground: grounds.walkIn }, inPool, { walkIns: site.walkIns - 1 })).toBe('valid');
  expect(check({ ground: grounds.walkIn }, inPool, { walkIns: site.walkIns })).toBe('site-quota');
});

test('closings of site and election, and admissions', () => {
  expect(codeOf(() => assertSiteMayClose(open(site.ends - 1), site.position))).toBe('entry-refused');
  expect(codeOf(() => assertSiteMayClose(open(site.ends), site.position))).toBe('valid');
  const hash = new Uint8Array(32);
  const closing = { site: site.position, issued: 3, ballots: 2, held: { hash, length: 1 } };
  const outstanding = { issues: [hash], ballots: [] };
  const close = (facts: { issued: number; ballots: number; delivered: number }): string =>
    codeOf(() => assertSiteClosing(closing, outstanding, facts));
  expect(close({ issued: 2, ballots: 2, delivered: 0 })).toBe('valid');
  expect(close({ issued: 3, ballots: 2, delivered: 0 })).toBe('entry-refused');
  expect(close({ issued: 2, ballots: 2, delivered: 1 })).toBe('entry-refused');

  const { graceEnds } = open(0);
  const end = (clock: number, areSitesDone: boolean, ballots: number): string =>
    codeOf(() =>
      assertClosing(
        { ballots: 2, challenged: 1 },
        { state: open(clock), areSitesDone, ballots, challenged: 1 },
      ),
    );
  expect(end(graceEnds, true, 2)).toBe('valid');
  expect(end(graceEnds - 1, true, 2)).toBe('entry-refused');
  expect(end(graceEnds, false, 2)).toBe('entry-refused');
  expect(end(graceEnds, true, 3)).toBe('entry-refused');

  const admit = (internet: number, inPerson: number): string =>
    codeOf(() =>
      assertAdmissions(
        { internet: [internet], inPerson: [inPerson] },
        { roll: [3], votedByInternet: [1], issued: [2], walkIns: [1] },
      ),
    );
  expect([admit(1, 2), admit(2, 2)]).toEqual(['valid', 'valid']);
  expect([admit(0, 2), admit(1, 1), admit(3, 2)]).toEqual([
    'entry-refused',
    'entry-refused',
    'entry-refused',
  ]);
});

test('revocations, and the manifest of another election', () => {
  expect(codeOf(() => assertRevocable(listed))).toBe('valid');
  for (const other of [undefined, { ...listed, isRevoked: true }, { ...listed, hasBallot: true }])
    expect(codeOf(() => assertRevocable(other))).toBe('entry-refused');
  const state = new RecordState(election);
  expect(codeOf(() => assertManifest({ hash: election.id, length: 1 }, state))).toBe('valid');
  expect(codeOf(() => assertManifest({ hash: new Uint8Array(32), length: 1 }, state))).toBe('entry-refused');
});
