/**
 * Lock that lets only one node issue credentials at a time. It belongs to a database connection, so the database
 * releases it if the connection breaks.
 * @module
 */

import type { Pool } from 'pg';
import { registryProblem } from '../problems.ts';

const LOCK = [0x53495645, 1] as const;

/** Runs `work` under the lock; throws `issue-running` if another holder has it. */
export async function withIssueLock<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isHeld = false;
  try {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [
      ...LOCK,
    ]);
    isHeld = rows[0]!.held;
    if (!isHeld) throw registryProblem('issue-running');
    return await work();
  } finally {
    // If the unlock fails, the connection is closed, which frees the lock.
    const freed =
      !isHeld ||
      (await client.query('select pg_advisory_unlock($1, $2)', [...LOCK]).then(
        () => true,
        () => false,
      ));
    client.release(!freed);
  }
}
