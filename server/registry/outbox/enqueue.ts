/** Puts a message into the outbox, in the transaction of whatever it tells of. @module */

import { randomUUID } from 'node:crypto';
import { utf8 } from '#crypto/bytes.ts';
import type { Db } from '../../shared/database/pool.ts';
import { at, type Services } from '../services.ts';
import type { MessageKind } from './templates.ts';

export interface NewMessage {
  readonly person: string;
  readonly kind: MessageKind;
  /** Default: e-mail. */
  readonly channel?: 'email' | 'sms';
  /** The code or link that it carries. */
  readonly secret?: string;
  /** If not the person's present address. */
  readonly recipient?: string;
  /** POSIX seconds after which it is of no use. */
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
      at(now()),
      expires === undefined ? null : at(expires),
    ],
  );
}
