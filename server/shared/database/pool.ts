/** Connections to PostgreSQL. @module */

import { Pool, type PoolClient } from 'pg';

export type Db = Pick<Pool, 'query'>;

/**
 * Database roles of the processes, with limited rights. Only the owner changes tables, and no process runs as the
 * owner.
 */
export type Role = 'sivei_registry' | 'sivei_voting';

/** Opens connections as one role, with timeouts for statements and idle transactions. */
export function openPool(url: string, size: number, onError: (error: Error) => void): Pool {
  const pool = new Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  pool.on('error', onError); // an idle connection broke: the pool replaces it
  pool.on('connect', (client) => client.on('error', () => undefined)); // a connection in use broke: its query rejects
  return pool;
}

/**
 * Runs `work` in a transaction. If the answer to the commit is lost it rejects, although the commit may have happened.
 */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    broken = await client.query('rollback').then(
      () => undefined,
      () => error as Error,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Throws unless the database writes committed data to disk: receipts rely on it. */
export async function assertDurable(db: Db): Promise<void> {
  const { rows } = await db.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  const relaxed = rows.filter(({ setting }) => setting === 'off');
  if (rows.length < 3 || relaxed.length > 0) {
    const names = relaxed.map(({ name }) => `${name} = off`).join(', ');
    throw new Error(`the database may lose what it has committed (${names}): turn that on before voting`);
  }
}
