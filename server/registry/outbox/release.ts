/** Lets the messages of an issue go, and stops them again. Messages that follow a person's own act are never held. @module */

import type { PoolClient } from 'pg';
import { transaction, type Db } from '../../shared/database/pool.ts';
import type { Services } from '../services.ts';
import { note } from '../staff/journal.ts';

export interface KindCount {
  readonly kind: string;
  readonly messages: number;
}

/** Messages of credentials that are on the board. */
const HELD = `m.state = 'held' and m.bulk and exists (select from registry.credential c
  where c.person = m.person and c.listed and not c.revoked)`;

/** Messages that `releaseMessages` would send, by kind. */
export async function countHeld(db: Db): Promise<KindCount[]> {
  const { rows } = await db.query<KindCount>(
    `select m.kind, count(*)::int as messages from registry.message m where ${HELD} group by m.kind order by m.kind`,
  );
  return rows;
}

/** Gives the number of messages that go now. Those of a later issue wait for a release of their own. */
export function releaseMessages(services: Services, operator: string): Promise<number> {
  return switchState(
    services,
    operator,
    'release',
    `update registry.message m set state = 'queued' where ${HELD}`,
  );
}

/** Gives the number of messages that wait again. One that is being sent at this moment goes. */
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
    await note(client, { operator, action, reason: `messages ${messages}` }, now());
    return messages;
  });
}
