/**
 * Transactions that are committed although the request fails, for example to count a wrong code or to lock an access.
 * @module
 */

import type { Pool, PoolClient } from 'pg';
import { transaction } from '../shared/database/pool.ts';
import { Problem } from '../shared/http/problem.ts';

/**
 * Runs `work` in a transaction. A problem that it returns is thrown after the commit; a problem that it throws rolls
 * back.
 */
export async function commitThenThrow<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T | Problem>,
): Promise<T> {
  const outcome = await transaction(pool, work);
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}
