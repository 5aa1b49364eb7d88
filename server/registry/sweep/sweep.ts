/** Deletion of expired rows, and rewriting of the remaining tables in random order. @module */

import { sendRevocations } from '../login/revocation.ts';
import { toTimestamp, type Services } from '../services.ts';
import { shuffleRows } from './mix.ts';

/** Tables with expiring rows, and their SQL conditions of expiry. */
const passing = {
  session: 'expires_at <= $1',
  login: 'expires_at <= $1',
  guard: 'forget_at <= $1',
  bucket: 'resets_at <= $1',
  used_step: 'expires_at <= $1',
  ticket_revocation: 'expires_at <= $1',
  message: 'expires_at <= $1',
  desk_session: 'expires_at <= $1',
  staff_session: 'least(expires_at, idle_until) <= $1',
} as const;

export async function sweep(services: Services): Promise<void> {
  const { pool, now } = services;
  for (const [table, isOver] of Object.entries(passing))
    await pool.query(`delete from registry.${table} where ${isOver}`, [toTimestamp(now())]);
  await sendRevocations(services);
  await shuffleRows(pool);
}
