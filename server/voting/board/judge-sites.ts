/** Entries of voting in person: pools, issues, closings of sites (spec chapter 11). @module */

import { u16 } from '#crypto/bytes.ts';
import { checkEntrySignature } from '#crypto/entry/entry.ts';
import {
  grounds,
  isAscending,
  parseHeld,
  parseIssue,
  parsePool,
  parseSiteClosing,
} from '#crypto/record/in-person.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Db } from '../../shared/database/pool.ts';
import { parsed, Refusal, refuseUnless, type Judging, type Official } from './judging.ts';

/** §11.2 */
export async function judgePool({ db, state }: Judging, { entry }: Official): Promise<void> {
  const { site, credentials } = parsed(() => parsePool(entry));
  refuseUnless(site < state.election.sites.length, 'there is no such site');
  refuseUnless(isAscending(credentials), 'the credentials are not in ascending order');
  const { rowCount } = await db.query(
    `insert into voting.credential (credential, site)
      select credential, $2 from unnest($1::bytea[]) as credential on conflict do nothing`,
    [credentials, site],
  );
  refuseUnless(rowCount === credentials.length, 'a credential is on an earlier list');
}

/** §11.3 */
export async function judgeIssue({ db, state }: Judging, { entry }: Official): Promise<void> {
  const { site, credential, style, unit, ground } = parsed(() => parseIssue(entry));
  assertSite(state, site, entry);
  refuseUnless(state.election.styles[style]?.units.includes(unit) === true, 'the style is not for this unit');
  refuseUnless(
    ground !== grounds.moved || state.election.sites[site]!.moves,
    'the site serves nobody who is registered for the internet',
  );
  if (!(await isInWindow(db, state, site, entry))) throw new Refusal('site-hours');
  const { rowCount } = await db.query(
    `update voting.credential set style = $3, unit = $4, ground = $5
      where credential = $1 and site = $2 and style is null and not revoked`,
    [credential, site, style, unit, ground],
  );
  refuseUnless(rowCount === 1, 'the credential is not of this site’s pool, was issued, or is revoked');
  // Counted with this one among them.
  if (ground === grounds.walkIn) {
    const issued = await count(db, 'site = $1 and ground = 2', site);
    if (issued > state.election.sites[site]!.walkIns) throw new Refusal('site-quota');
  } else {
    const entitled = await count(db, 'unit = $1 and (site is null or ground in (1, 3))', unit);
    refuseUnless(entitled <= state.roll[unit]!, 'the unit has no more people on its roll');
  }
  await arrive(db, site, entry);
}

/** §11.5 */
export async function judgeSiteClosing({ db, state }: Judging, { entry, blob }: Official): Promise<void> {
  const closing = parsed(() => parseSiteClosing(entry));
  const { site } = closing;
  assertSite(state, site, entry);
  refuseUnless(state.clock >= state.election.sites[site]!.ends, 'it is before the hour of the closing');
  refuseUnless(!state.closedSites.has(site), 'the site has closed');
  const { issues, ballots } = parsed(() => parseHeld(blob!));
  const { issued, cast } = await countSite(db, site);
  const there = await arrivedOf(db, site, [...issues, ...ballots]);
  refuseUnless(there.length === 0, `${there.length} entries of the list are on the board already`);
  refuseUnless(
    closing.issued === issued + issues.length && closing.ballots === cast + ballots.length,
    `the board has ${issued} credentials issued at the site and ${cast} ballots`,
  );
  await name(db, site, Kind.issue, issues);
  await name(db, site, Kind.ballot, ballots);
}

/** Returns those of the hashes (SHA-256 of entries) that are issues of the site or ballots with its credentials on the board. */
export async function arrivedOf(
  db: Db,
  site: number,
  hashes: readonly Uint8Array[],
): Promise<readonly Uint8Array[]> {
  if (hashes.length === 0) return [];
  const { rows } = await db.query<{ hash: Buffer }>(
    `select hash from (
        select sha256(bytes) as hash from voting.entry
          where kind = ${Kind.issue} and substring(bytes from 2 for 2) = $3
        union all select sha256(e.bytes) from voting.ballot join voting.credential c using (credential)
          join voting.entry e using (index) where c.site = $1
      ) own where hash = any($2)`,
    [site, hashes, u16(site)],
  );
  return rows.map(({ hash }) => hash);
}

async function name(db: Db, site: number, kind: number, hashes: readonly Uint8Array[]): Promise<void> {
  await db.query(
    'insert into voting.held (hash, kind, site) select hash, $2, $3 from unnest($1::bytea[]) as hash',
    [hashes, kind, site],
  );
}

/** Of a site: credentials issued and ballots cast, and what its closing names and has not come. */
export async function countSite(
  db: Db,
  site: number,
): Promise<{ readonly issued: number; readonly cast: number; readonly missing: number }> {
  const { rows } = await db.query<{ issued: number; cast: number; missing: number }>(
    `select count(ground)::int as issued,
        (select count(*) from voting.ballot join voting.credential c using (credential)
          where c.site = $1)::int as cast,
        (select count(*) from voting.held where site = $1 and not arrived)::int as missing
      from voting.credential where site = $1`,
    [site],
  );
  return rows[0]!;
}

/** Whether the site's window is open for this entry (§11.1). */
export async function isInWindow(
  db: Db,
  state: Judging['state'],
  site: number,
  entry: Uint8Array,
): Promise<boolean> {
  const window = state.siteWindow(site);
  if (window !== 'held') return window === 'all';
  const { rowCount } = await db.query('select from voting.held where hash = $1 and kind = $2 and site = $3', [
    sha256(entry),
    entry[0],
    site,
  ]);
  return rowCount === 1;
}

/** Notes that a site's entry is on the board, should the site have named it. */
async function arrive(db: Db, site: number, entry: Uint8Array): Promise<void> {
  await db.query('update voting.held set arrived = true where hash = $1 and kind = $2 and site = $3', [
    sha256(entry),
    entry[0],
    site,
  ]);
}

/** §11.6 */
export async function areSitesDone({ db, state }: Judging): Promise<boolean> {
  const { rows } = await db.query<{ site: number; missing: string }>(
    'select site, count(*) filter (where not arrived) as missing from voting.held group by site',
  );
  const missing = new Map(rows.map((row) => [row.site, Number(row.missing)]));
  return state.election.sites.every(({ position }) => state.isSiteDone(position, missing.get(position) ?? 0));
}

function assertSite({ election }: Judging['state'], site: number, entry: Uint8Array): void {
  const key = election.sites[site]?.key;
  refuseUnless(key !== undefined, 'there is no such site');
  if (!checkEntrySignature(key!, election.id, entry)) throw new Refusal('entry-signature');
}

async function count(db: Db, condition: string, value: number): Promise<number> {
  const { rows } = await db.query<{ count: string }>(
    `select count(*) from voting.credential where not revoked and ${condition}`,
    [value],
  );
  return Number(rows[0]!.count);
}
