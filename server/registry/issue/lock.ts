/** One issue at a time, on all nodes together: a lock of one connection, which the database frees when it breaks. @module */

import type { Pool } from 'pg';
import { registryProblem } from '../problems.ts';

const LOCK = [0x53495645, 1] as const;

/** Throws `issue-running` if another holds it. */
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
    // A connection that cannot say so is closed, and the lock goes with it.
    const freed =
      !isHeld ||
      (await client.query('select pg_advisory_unlock($1, $2)', [...LOCK]).then(
        () => true,
        () => false,
      ));
    client.release(!freed);
  }
}
