/** What the outbox holds, and another try for what failed. @module */

import { transaction, type Db } from '../../shared/database/pool.ts';
import { at, type Services } from '../services.ts';
import { note } from '../staff/journal.ts';

export interface OutboxCount {
  readonly channel: string;
  readonly kind: string;
  /** held: waits for its release or list; queued: on its way; dead: failed for good. */
  readonly state: 'held' | 'queued' | 'dead';
  /** Of the last attempt, if it failed. */
  readonly failure: string | null;
  readonly messages: number;
}

export async function countOutbox(db: Db): Promise<OutboxCount[]> {
  const { rows } = await db.query<OutboxCount>(
    `select channel, kind, state, failure, count(*)::int as messages from registry.message
     group by channel, kind, state, failure order by state, channel, kind, failure`,
  );
  return rows;
}

/** Failed ones as new, and those that wait for their next attempt now. Gives how many they are. */
export function retryMessages({ pool, now }: Services, operator: string): Promise<number> {
  return transaction(pool, async (client) => {
    await client.query('set local statement_timeout = 0');
    const { rowCount } = await client.query(
      `update registry.message set state = 'queued', attempts = 0, next_at = $1, failure = null
       where (state = 'dead' or (state = 'queued' and failure is not null))
         and (expires_at is null or expires_at > $1)`,
      [at(now())],
    );
    const messages = rowCount ?? 0;
    await note(client, { operator, action: 'outbox-retry', reason: `messages ${messages}` }, now());
    return messages;
  });
}
