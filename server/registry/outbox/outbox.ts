/**
 * Sender of queued messages. A message is leased for two minutes, sent, and deleted; if this process dies in between,
 * the message is sent again. Several nodes share the queue.
 * @module
 */

import { setTimeout as delay } from 'node:timers/promises';
import { credentialId } from '#crypto/credential.ts';
import { decodeElement } from '#crypto/group.ts';
import type { HelpLines } from '#crypto/help-lines.ts';
import { toTimestamp, type Services } from '../services.ts';
import { failureOf, noAddress, type Failure } from './failure.ts';
import { compose, type MessageKind } from './templates.ts';
import type { Transport } from './transport.ts';

interface LeasedMessage {
  readonly id: string;
  readonly person: string;
  readonly channel: 'email' | 'sms';
  readonly kind: MessageKind;
  readonly recipient: string | null;
  readonly sealed: Buffer | null;
  readonly attempts: number;
  /** Time after which the message is useless. */
  readonly expires: Date | null;
}

export interface OutboxOptions {
  readonly services: Services;
  readonly booth: string;
  readonly helpLines: HelpLines;
  readonly mail: Transport;
  readonly sms: Transport;
  /** Called for each failure, without message or recipient. */
  readonly onFailure: (channel: 'email' | 'sms', reason: string) => void;
  /** Messages sent concurrently; default 4. */
  readonly senders?: number;
}

const LEASE_SECONDS = 120;
/** Attempts before a message fails for good. With waits that double up to an hour, they take five days. */
const MAX_ATTEMPTS = 127;
const FIRST_WAIT_SECONDS = 30;
const MAX_WAIT_SECONDS = 3600;
/** Wait between attempts for messages that expire within minutes. */
const URGENT_WAIT_SECONDS = 15;
const POLL_MS = 1_000;

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #end = new AbortController();
  #woken = new AbortController();
  #loops: Promise<void>[] = [];

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loops = Array.from({ length: this.#options.senders ?? 4 }, () => this.#loop());
  }

  /** Sends new messages at once instead of at the next poll. */
  wake(): void {
    this.#woken.abort();
    this.#woken = new AbortController();
  }

  /** Sends all messages that are due. */
  async drain(): Promise<void> {
    while (await this.#sendNext());
  }

  /** Stops after the messages in progress are sent. */
  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#loops);
    this.#options.mail.close();
    this.#options.sms.close();
  }

  async #loop(): Promise<void> {
    while (!this.#end.signal.aborted) {
      const wasSent = await this.#sendNext().catch(() => {
        this.#options.onFailure('email', 'database');
        return false;
      });
      if (wasSent || this.#end.signal.aborted) continue;
      const signal = AbortSignal.any([this.#end.signal, this.#woken.signal]);
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Sends the next due message; returns false if there is none. */
  async #sendNext(): Promise<boolean> {
    const message = await this.#leaseNext();
    if (!message) return false;
    try {
      await this.#send(message);
    } catch (error) {
      const failure = failureOf(error);
      this.#options.onFailure(message.channel, failure.reason);
      await this.#reschedule(message, failure);
      return true;
    }
    await this.#options.services.pool.query('delete from registry.message where id = $1', [message.id]);
    return true;
  }

  async #leaseNext(): Promise<LeasedMessage | undefined> {
    const { pool, now } = this.#options.services;
    const { rows } = await pool.query<LeasedMessage>(
      `update registry.message set attempts = attempts + 1, next_at = $2
       where id = (select id from registry.message where state = 'queued' and next_at <= $1
                     and (expires_at is null or expires_at > $1)
                   order by expires_at nulls last, next_at limit 1 for update skip locked)
       returning id, person, channel, kind, recipient, sealed, attempts, expires_at as expires`,
      [toTimestamp(now()), toTimestamp(now() + LEASE_SECONDS)],
    );
    return rows[0];
  }

  async #send({ id, person, channel, kind, recipient, sealed }: LeasedMessage): Promise<void> {
    const { services, booth, helpLines, mail, sms } = this.#options;
    const { pool, vault, election } = services;
    const { rows } = await pool.query<{
      name: string;
      email: string | null;
      mobile: string | null;
      X: Buffer | null;
    }>(
      `select p.name, p.email, p.mobile, c.sealed as "X" from registry.person p
       left join registry.credential c on c.person = p.id and not c.revoked where p.id = $1`,
      [person],
    );
    const [owner] = rows;
    const to = recipient ?? (channel === 'email' ? owner?.email : owner?.mobile);
    if (!owner || !to) throw noAddress();
    const X = owner.X && (await vault.open('credential', person, owner.X));
    const secret = sealed ? Buffer.from(await vault.open('message', id, sealed)).toString('utf8') : '';
    const text = compose(kind, {
      election,
      name: owner.name,
      secret,
      booth,
      helpLines,
      credentialId: X ? credentialId(election.id, decodeElement(X)) : undefined,
    });
    await (channel === 'email' ? mail : sms).send(to, text);
  }

  async #reschedule(
    { id, attempts, expires }: LeasedMessage,
    { reason, isPermanent }: Failure,
  ): Promise<void> {
    const { pool, now } = this.#options.services;
    const wait =
      expires === null
        ? Math.min(MAX_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1))
        : URGENT_WAIT_SECONDS;
    const isDead = isPermanent || (expires === null && attempts >= MAX_ATTEMPTS);
    await pool.query(
      `update registry.message set state = case when $3 then 'dead' else state end, next_at = $2, failure = $4
       where id = $1`,
      [id, toTimestamp(now() + wait), isDead, reason.slice(0, 64)],
    );
  }
}
