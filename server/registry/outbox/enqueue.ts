/** Insertion of messages into the outbox, in the transaction of the event that they report. @module */

import { randomUUID } from 'node:crypto';
import { utf8 } from '#crypto/bytes.ts';
import type { Db } from '../../shared/database/pool.ts';
import { toTimestamp, type Services } from '../services.ts';
import type { MessageKind } from './templates.ts';

export interface NewMessage {
  readonly person: string;
  readonly kind: MessageKind;
  /** Channel; default: e-mail. */
  readonly channel?: 'email' | 'sms';
  /** Code or link that the message carries. */
  readonly secret?: string;
  /** Recipient, if not the person's present address. */
  readonly recipient?: string;
  /** POSIX seconds after which the message is useless. */
  readonly expires?: number;
}

export async function enqueue(
  db: Db,
  { vault, now }: Pick<Services, 'vault' | 'now'>,
  { person, kind, channel = 'email', secret, recipient, expires }: NewMessage,
): Promise<void> {
  const id = randomUUID();
  const sealed = secret === undefined ? null : await vault.seal('message', id, utf8(secret));
  await db.query(
    `insert into registry.message (id, person, channel, kind, recipient, sealed, state, next_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, 'queued', $7, $8)`,
    [
      id,
      person,
      channel,
      kind,
      recipient ?? null,
      sealed,
      toTimestamp(now()),
      expires === undefined ? null : toTimestamp(expires),
    ],
  );
}
