/**
 * Rewriting of tables in random order, each in one transaction, so that neither the position of a row nor its
 * transaction number reveals when it was written.
 * @module
 */

import type { Pool } from 'pg';
import { transaction, type Db } from '../../shared/database/pool.ts';

/** Tables whose rows outlive the log-in in which they were written. */
export const lastingTables = ['admission', 'factor', 'link', 'credential', 'presence'] as const;
export type LastingTable = (typeof lastingTables)[number];

const COLUMNS: Readonly<Record<LastingTable, string>> = {
  admission: 'person',
  factor: 'person, kind, sealed',
  link: 'person, token_hash, revoked',
  credential: 'person, sealed, list, listed, revoked, cause',
  presence: 'person, claim, site, ground',
};

/** Rewrites the given tables if their rows are from several transactions. Returns the names of the rewritten tables. */
export async function shuffleRows(
  pool: Pool,
  tables: readonly LastingTable[] = lastingTables,
): Promise<LastingTable[]> {
  const mixed: LastingTable[] = [];
  for (const table of tables) if (await shuffleTable(pool, table)) mixed.push(table);
  return mixed;
}

async function shuffleTable(pool: Pool, table: LastingTable): Promise<boolean> {
  const name = `registry.${table}`;
  if (!(await comesFromSeveral(pool, name))) return false;
  await transaction(pool, async (client) => {
    await client.query("set local statement_timeout = 0; set local lock_timeout = '10s'");
    // Reads continue. Writes wait, because a change to a row that is deleted meanwhile would be lost silently.
    await client.query(`lock table ${name} in exclusive mode`);
    if (!(await comesFromSeveral(client, name))) return; // another node has just rewritten the table
    const columns = COLUMNS[table];
    await client.query(
      `with taken as (delete from ${name} returning ${columns})
       insert into ${name} (${columns}) select ${columns} from taken order by gen_random_uuid()`,
    );
  });
  await pool.query(`vacuum ${name}`); // removes the old rows from the files
  return true;
}

async function comesFromSeveral(db: Db, name: string): Promise<boolean> {
  const { rows } = await db.query<{ several: boolean }>(
    `select count(distinct xmin::text) > 1 as several from ${name}`,
  );
  return rows[0]!.several;
}
