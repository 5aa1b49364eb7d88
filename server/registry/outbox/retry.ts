/** Counts of the messages in the outbox, and retries of those that failed. @module */

import { transaction, type Db } from '../../shared/database/pool.ts';
import { toTimestamp, type Services } from '../services.ts';
import { writeJournal } from '../staff/journal.ts';

export interface OutboxCount {
  readonly channel: string;
  readonly kind: string;
  /**
   * held: waits for its release, or for its credential to be on the board; queued: will be sent; dead: failed for good.
   */
  readonly state: 'held' | 'queued' | 'dead';
  /** Reason of the last attempt, if it failed. */
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

/** Schedules for now all messages whose last attempt failed, also those that failed for good. Returns their number. */
export function retryMessages({ pool, now }: Services, operator: string): Promise<number> {
  return transaction(pool, async (client) => {
    await client.query('set local statement_timeout = 0');
    const { rowCount } = await client.query(
      `update registry.message set state = 'queued', attempts = 0, next_at = $1, failure = null
       where (state = 'dead' or (state = 'queued' and failure is not null))
         and (expires_at is null or expires_at > $1)`,
      [toTimestamp(now())],
    );
    const messages = rowCount ?? 0;
    await writeJournal(client, { operator, action: 'outbox-retry', reason: `messages ${messages}` }, now());
    return messages;
  });
}
