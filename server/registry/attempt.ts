/** Transactions whose failure must be stored: a counted wrong code, a lock. @module */

import type { Pool, PoolClient } from 'pg';
import { transaction } from '../shared/database/pool.ts';
import { Problem } from '../shared/http/problem.ts';

/** Runs `work` in a transaction. A returned problem is thrown after the commit; a thrown one rolls back. */
export async function commitThenThrow<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T | Problem>,
): Promise<T> {
  const outcome = await transaction(pool, work);
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}
