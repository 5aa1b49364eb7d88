/**
 * Release of the messages of a bulk issue of credentials, and its reversal. Messages about a single person do not wait
 * for a release.
 * @module
 */

import type { PoolClient } from 'pg';
import { transaction, type Db } from '../../shared/database/pool.ts';
import type { Services } from '../services.ts';
import { writeJournal } from '../staff/journal.ts';

export interface KindCount {
  readonly kind: string;
  readonly messages: number;
}

/** SQL condition for held messages whose credentials are on the board. */
const HELD = `m.state = 'held' and m.bulk and exists (select from registry.credential c
  where c.person = m.person and c.listed and not c.revoked)`;

/** Counts by kind the messages that `releaseMessages` would send. */
export async function countHeld(db: Db): Promise<KindCount[]> {
  const { rows } = await db.query<KindCount>(
    `select m.kind, count(*)::int as messages from registry.message m where ${HELD} group by m.kind order by m.kind`,
  );
  return rows;
}

/** Releases the held messages and returns their number. Messages of a later issue need a release of their own. */
export function releaseMessages(services: Services, operator: string): Promise<number> {
  return switchState(
    services,
    operator,
    'release',
    `update registry.message m set state = 'queued' where ${HELD}`,
  );
}

/** Holds released messages again and returns their number. A message that is being sent at this moment is not held. */
export function holdMessages(services: Services, operator: string): Promise<number> {
  return switchState(
    services,
    operator,
    'hold',
    `update registry.message set state = 'held' where state = 'queued' and bulk`,
  );
}

function switchState(
  { pool, now }: Services,
  operator: string,
  action: string,
  update: string,
): Promise<number> {
  return transaction(pool, async (client: PoolClient) => {
    await client.query('set local statement_timeout = 0');
    const { rowCount } = await client.query(update);
    const messages = rowCount ?? 0;
    await writeJournal(client, { operator, action, reason: `messages ${messages}` }, now());
    return messages;
  });
}
