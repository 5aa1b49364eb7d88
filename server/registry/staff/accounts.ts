/** Staff members and their sessions. @module */

import type { PoolClient } from 'pg';
import type { ROLES } from '../../api/staff.ts';
import { commitThenThrow } from '../attempt.ts';
import { registryProblem } from '../problems.ts';
import { bearerHash } from '../../shared/secrets.ts';
import { toTimestamp, type Services } from '../services.ts';
import { writeJournal } from './journal.ts';

export type Role = (typeof ROLES)[number];

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

export const IDLE_SECONDS = 1800;

export const plainName = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** Returns the member of a session if the role is allowed, and extends the session's idle time. */
export async function memberOf(
  { pool, now }: Services,
  bearer: string,
  allowed: readonly Role[],
): Promise<Member> {
  const { rows } = await pool.query<Member>(
    `update registry.staff_session s set idle_until = $3 from registry.staff m
     where m.id = s.staff and not m.disabled and not m.replaced and s.bearer_hash = $1 and s.expires_at > $2 and s.idle_until > $2
     returning m.id, m.name, m.role`,
    [bearerHash('staff', bearer), toTimestamp(now()), toTimestamp(now() + IDLE_SECONDS)],
  );
  const [member] = rows;
  if (!member) throw registryProblem('staff-session');
  if (!allowed.includes(member.role)) throw registryProblem('staff-role');
  return member;
}

export async function logOutMember({ pool }: Services, bearer: string): Promise<void> {
  await pool.query('delete from registry.staff_session where bearer_hash = $1', [
    bearerHash('staff', bearer),
  ]);
}

/** Runs an action and its journal entry in one transaction, so that neither exists without the other. */
export function journaled<T>(
  services: Services,
  entry: Parameters<typeof writeJournal>[1],
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return commitThenThrow(services.pool, async (client) => {
    await writeJournal(client, entry, services.now());
    return work(client);
  });
}
