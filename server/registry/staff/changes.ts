/** Changes of contact data: one member requests, another releases, and both addresses are notified. @module */

import type { PoolClient } from 'pg';
import type { Db } from '../../shared/database/pool.ts';
import { normalEmail, normalMobile } from '../contact.ts';
import { dropAccess } from '../issue/reissue.ts';
import { sendLink } from '../login/link.ts';
import { endSessions } from '../login/revocation.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';

export interface WantedChange {
  readonly person: string;
  /** New contact data; with neither, only the second factor is reset. */
  readonly email?: string;
  readonly mobile?: string;
  /** Notes on how the person was identified. */
  readonly answers: string;
  readonly reason: string;
}

export interface PendingChange {
  readonly change: string;
  readonly person: string;
  readonly name: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly answers: string;
  readonly reason: string;
  readonly requestedBy: string;
}

export async function requestChange(
  client: PoolClient,
  services: Services,
  staff: string,
  wanted: WantedChange,
): Promise<string> {
  const email = wanted.email === undefined ? null : normalEmail(wanted.email);
  const mobile = wanted.mobile === undefined ? null : normalMobile(wanted.mobile);
  if (email === undefined || mobile === undefined) throw registryProblem('contact-form');
  const { person } = wanted;
  const { rows: known } = await client.query<{ id: string; email: string | null }>(
    'select id, email from registry.person where id = $1',
    [person],
  );
  if (!known[0]) throw registryProblem('person-unknown');
  await assertFree(client, person, email, mobile);
  const { rows } = await client.query<{ id: string }>(
    `insert into registry.change_request (person, email, mobile, answers, reason, requested_by)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [person, email, mobile, wanted.answers, wanted.reason, staff],
  );
  await notify(client, services, person, 'notice-change-asked', [known[0].email, email]);
  return rows[0]!.id;
}

export async function pendingChanges(db: Db): Promise<PendingChange[]> {
  const { rows } = await db.query<PendingChange>(
    `select r.id as change, r.person, p.name, r.email, r.mobile, r.answers, r.reason, m.name as "requestedBy"
     from registry.change_request r join registry.person p on p.id = r.person
     join registry.staff m on m.id = r.requested_by where r.state = 'pending' order by p.name, r.id limit 200`,
  );
  return rows;
}

interface Request {
  readonly person: string;
  readonly email: string | null;
  readonly mobile: string | null;
  /** Whether the deciding member made the request, compared by name: after a reset a member has another id. */
  readonly isOwn: boolean;
}

/** Decides on a request; throws `same-person` if the requester decides. */
export async function decideChange(
  client: PoolClient,
  services: Services,
  staff: string,
  change: string,
  isReleased: boolean,
): Promise<void> {
  const { rows } = await client.query<Request>(
    `select person, email, mobile, (select name from registry.staff where id = requested_by)
       = (select name from registry.staff where id = $2) as "isOwn" from registry.change_request
     where id = $1 and state = 'pending' for update`,
    [change, staff],
  );
  const [wanted] = rows;
  if (!wanted) throw registryProblem('change-unknown');
  if (wanted.isOwn) throw registryProblem('same-person');
  await client.query('update registry.change_request set state = $2, decided_by = $3 where id = $1', [
    change,
    isReleased ? 'released' : 'refused',
    staff,
  ]);
  if (isReleased) await apply(client, services, wanted);
}

async function apply(client: PoolClient, services: Services, wanted: Request): Promise<void> {
  const { person, email, mobile } = wanted;
  await assertFree(client, person, email, mobile);
  const { rows } = await client.query<{ email: string | null }>(
    'select email from registry.person where id = $1',
    [person],
  );
  await client.query(
    'update registry.person set email = coalesce($2, email), mobile = coalesce($3, mobile) where id = $1',
    [person, email, mobile],
  );
  await client.query('delete from registry.login where person = $1', [person]);
  await client.query('delete from registry.factor where person = $1', [person]);
  await endSessions(client, person);
  await dropAccess(client, person, ['link', 'login-code']);
  await client.query(
    `update registry.message set state = 'queued', attempts = 0 where person = $1 and kind = 'code' and state = 'dead'`,
    [person], // it could not reach the old address
  );
  await notify(client, services, person, 'notice-changed', [rows[0]!.email, email]);
  const { rowCount } = await client.query(
    'select from registry.credential where person = $1 and listed and not revoked',
    [person],
  );
  if (rowCount === 1) await sendLink(client, services, person);
}

async function assertFree(
  db: Db,
  person: string,
  email: string | null,
  mobile: string | null,
): Promise<void> {
  const { rowCount } = await db.query(
    'select from registry.person where (email = $2 or mobile = $3) and id <> $1',
    [person, email, mobile],
  );
  if (rowCount !== 0) throw registryProblem('contact-taken');
}

async function notify(
  client: PoolClient,
  services: Services,
  person: string,
  kind: 'notice-change-asked' | 'notice-changed',
  addresses: readonly (string | null)[],
): Promise<void> {
  for (const recipient of new Set(addresses))
    if (recipient !== null) await enqueue(client, services, { person, kind, recipient });
}
