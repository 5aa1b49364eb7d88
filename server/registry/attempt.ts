/** A transaction whose answer may be a refusal that has to be kept: a counted failure, a lock. @module */

import type { Pool, PoolClient } from 'pg';
import { transaction } from '../shared/database/pool.ts';
import { Problem } from '../shared/http/problem.ts';

/** Returning a problem commits and then throws it; throwing one undoes everything. */
export async function attempt<T>(pool: Pool, work: (client: PoolClient) => Promise<T | Problem>): Promise<T> {
  const outcome = await transaction(pool, work);
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}
