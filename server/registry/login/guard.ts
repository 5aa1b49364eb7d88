/** Failure counter of a person over all log-ins: five failures lock access, each time for twice as long. @module */

import type { PoolClient } from 'pg';
import { enqueue } from '../outbox/enqueue.ts';
import { toTimestamp, type Services } from '../services.ts';

const MAX_FAILURES = 5;
const FIRST_LOCK_SECONDS = 900;
const MAX_LOCK_SECONDS = 86_400;
const FAILURE_RETENTION_SECONDS = 86_400;

/**
 * Makes log-in attempts of one person wait for each other until the transaction ends. It uses an advisory lock, because
 * locking the person's row would leave a trace of the log-in in that row.
 */
export async function lockPerson(client: PoolClient, person: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [person]);
}

export async function isLocked(client: PoolClient, person: string, now: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from registry.guard where person = $1 and locked_until > $2',
    [person, toTimestamp(now)],
  );
  return rowCount === 1;
}

/**
 * Counts a failure and returns the remaining tries. At 0 access is locked, the person's log-ins are deleted, and the
 * person is notified.
 */
export async function countFailure(client: PoolClient, services: Services, person: string): Promise<number> {
  const now = services.now();
  const { rows } = await client.query<{ failures: number; locks: number }>(
    `insert into registry.guard as g (person, failures, forget_at) values ($1, 1, $2)
     on conflict (person) do update set failures = g.failures + 1, forget_at = $2 returning failures, locks`,
    [person, toTimestamp(now + FAILURE_RETENTION_SECONDS)],
  );
  const { failures, locks } = rows[0]!;
  if (failures < MAX_FAILURES) return MAX_FAILURES - failures;
  const seconds = Math.min(MAX_LOCK_SECONDS, FIRST_LOCK_SECONDS * 2 ** locks);
  await client.query(
    `update registry.guard set failures = 0, locks = locks + 1, locked_until = $2, forget_at = $3 where person = $1`,
    [person, toTimestamp(now + seconds), toTimestamp(now + seconds + FAILURE_RETENTION_SECONDS)],
  );
  await client.query('delete from registry.login where person = $1', [person]);
  await enqueue(client, services, { person, kind: 'notice-locked' });
  return 0;
}

export async function forgetFailures(client: PoolClient, person: string): Promise<void> {
  await client.query('delete from registry.guard where person = $1', [person]);
}
