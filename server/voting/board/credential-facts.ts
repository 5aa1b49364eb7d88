/**
 * Queries for facts about credentials, which the rules of the record need. Numbers by unit are arrays with one number
 * for each unit.
 * @module
 */

import { grounds } from '#crypto/record/in-person.ts';
import type { CredentialFacts } from '#crypto/record/rules/roll.ts';
import type { Db } from '../../shared/database/pool.ts';

const { registered, walkIn, moved } = grounds;

/** Returns whether none of the credentials is on an earlier list or pool. */
export async function areNew(db: Db, credentials: readonly Uint8Array[]): Promise<boolean> {
  const { rowCount } = await db.query('select from voting.credential where credential = any($1) limit 1', [
    credentials,
  ]);
  return rowCount === 0;
}

/** Row of voting.credential, and whether a ballot was cast with the credential. */
export interface CredentialRow {
  readonly site: number | null;
  readonly style: number | null;
  readonly unit: number | null;
  readonly revoked: boolean;
  readonly voted: boolean;
}

export const factsOf = ({ site, style, unit, revoked, voted }: CredentialRow): CredentialFacts => ({
  right: style === null || unit === null ? undefined : { style, unit },
  site: site ?? undefined,
  isRevoked: revoked,
  hasBallot: voted,
});

/** Returns the facts of one credential; undefined if it is on no list or pool. */
export async function credentialFacts(db: Db, credential: Uint8Array): Promise<CredentialFacts | undefined> {
  const { rows } = await db.query<CredentialRow>(
    `select site, style, unit, revoked,
        exists (select from voting.ballot b where b.credential = c.credential) as voted
      from voting.credential c where credential = $1`,
    [credential],
  );
  return rows[0] && factsOf(rows[0]);
}

/** Counts active credentials of a site that were issued to walk-ins (§11.3). */
export const walkInsOf = (db: Db, site: number): Promise<number> =>
  count(db, `site = $1 and ground = ${walkIn}`, site);

/** Counts active credentials of a unit that are on lists, or were issued to people of its roll (§11.3). */
export const entitledOf = (db: Db, unit: number): Promise<number> =>
  count(db, `unit = $1 and (site is null or ground in (${registered}, ${moved}))`, unit);

async function count(db: Db, condition: string, value: number): Promise<number> {
  const { rows } = await db.query<{ count: string }>(
    `select count(*) from voting.credential where not revoked and ${condition}`,
    [value],
  );
  return Number(rows[0]!.count);
}

/** Counts by unit the listed credentials that are not revoked (§6.4). */
export const activeByUnit = (db: Db, unitCount: number): Promise<number[]> =>
  byUnit(db, unitCount, 'unit, count(*) from voting.credential where not revoked and site is null');

/** Counts by unit the credentials of lists with a valid ballot (§6.5). */
export const votedByInternet = (db: Db, unitCount: number): Promise<number[]> =>
  byUnit(
    db,
    unitCount,
    `b.unit, count(distinct credential) from voting.ballot b join voting.credential c using (credential)
      where c.site is null`,
  );

const ISSUED = 'unit, count(*) from voting.credential where not revoked and ground is not null';

/** Counts by unit the active issued credentials (§6.5). */
export const issuedByUnit = (db: Db, unitCount: number): Promise<number[]> => byUnit(db, unitCount, ISSUED);

/** Counts by unit the active credentials issued to walk-ins (§6.5). */
export const walkInsByUnit = (db: Db, unitCount: number): Promise<number[]> =>
  byUnit(db, unitCount, `${ISSUED} and ground = ${walkIn}`);

async function byUnit(db: Db, unitCount: number, selection: string): Promise<number[]> {
  const { rows } = await db.query<{ unit: number; count: string }>(`select ${selection} group by 1`);
  const counts = Array.from({ length: unitCount }, () => 0);
  for (const { unit, count: own } of rows) counts[unit] = Number(own);
  return counts;
}
