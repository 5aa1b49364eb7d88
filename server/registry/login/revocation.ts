/** Revocation of tickets of sessions that ended early, retried until the voting process has confirmed it. @module */

import type { Db } from '../../shared/database/pool.ts';
import { signTicketRevocation } from '../../api/ticket.ts';
import { toTimestamp, type Services } from '../services.ts';

/** Owner under which all tickets are encrypted. It is the same for all, so that it identifies nobody. */
export const TICKET_OWNER = 'ticket';

/**
 * Ends the person's session, if any; the revocation of its ticket waits for `sendRevocations`. Returns the number of
 * ended sessions.
 */
export async function endSessions(db: Db, person: string): Promise<number> {
  const { rowCount } = await db.query(
    `with ended as (delete from registry.session where person = $1 returning ticket, expires_at)
     insert into registry.ticket_revocation (ticket, expires_at) select ticket, expires_at from ended`,
    [person],
  );
  return rowCount ?? 0;
}

/**
 * Sends the waiting revocations without retries: a voter may be waiting for this call. It stops at the first that is
 * not confirmed; the next sweep sends the rest again, until they expire.
 */
export async function sendRevocations(services: Services): Promise<void> {
  const { pool, vault, voting, ticketSigner, election, now } = services;
  const { rows } = await pool.query<{ id: string; ticket: Buffer }>(
    'select id, ticket from registry.ticket_revocation where expires_at > $1',
    [toTimestamp(now())],
  );
  for (const { id, ticket } of rows) {
    const ticketId = await vault.open('ticket', TICKET_OWNER, ticket);
    const order = await signTicketRevocation(ticketSigner, election.id, ticketId);
    const isHeard = await voting.revokeTicket(order).then(
      () => true,
      () => false,
    );
    if (!isHeard) return;
    await pool.query('delete from registry.ticket_revocation where id = $1', [id]);
  }
}
