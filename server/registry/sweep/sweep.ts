/** What is over goes, and what stays loses its order. @module */

import { sendRevocations } from '../login/revocation.ts';
import { at, type Services } from '../services.ts';
import { mixRows } from './mix.ts';

/** Tables of what passes, and what says that it is over. */
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
    await pool.query(`delete from registry.${table} where ${isOver}`, [at(now())]);
  await sendRevocations(services);
  await mixRows(pool);
}
