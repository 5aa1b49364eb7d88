/**
 * Facts about sites in the database: their issues and ballots, and what their closings list (spec §11.5, §11.6).
 * @module
 */

import { u16 } from '#crypto/bytes.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import type { RecordState } from '#crypto/record/rules/record-state.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Db } from '../../shared/database/pool.ts';

/**
 * Returns those of the hashes (SHA-256) whose entries are on the board, as issues of the site or as ballots with its
 * credentials.
 */
export async function deliveredOf(
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

/**
 * Returns numbers of a site: credentials issued, ballots cast, and entries listed by its closing that are not on the
 * board.
 */
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

/** Stores the hashes of one list of a site's closing. */
export async function insertOutstanding(
  db: Db,
  site: number,
  kind: number,
  hashes: readonly Uint8Array[],
): Promise<void> {
  await db.query(
    'insert into voting.held (hash, kind, site) select hash, $2, $3 from unnest($1::bytea[]) as hash',
    [hashes, kind, site],
  );
}

/** Returns whether the site's closing lists the entry, in the list of its kind. */
export async function isOutstanding(db: Db, site: number, entry: Uint8Array): Promise<boolean> {
  const { rowCount } = await db.query('select from voting.held where hash = $1 and kind = $2 and site = $3', [
    sha256(entry),
    entry[0],
    site,
  ]);
  return rowCount === 1;
}

/** Marks a site's entry as delivered if the site's closing lists it. */
export async function markDelivered(db: Db, site: number, entry: Uint8Array): Promise<void> {
  await db.query('update voting.held set arrived = true where hash = $1 and kind = $2 and site = $3', [
    sha256(entry),
    entry[0],
    site,
  ]);
}

/** Returns whether every site is done (§11.6). */
export async function areSitesDone(db: Db, state: RecordState): Promise<boolean> {
  const { rows } = await db.query<{ site: number; missing: string }>(
    'select site, count(*) filter (where not arrived) as missing from voting.held group by site',
  );
  const missing = new Map(rows.map((row) => [row.site, Number(row.missing)]));
  return state.election.sites.every(({ position }) => state.isSiteDone(position, missing.get(position) ?? 0));
}
