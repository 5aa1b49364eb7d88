/** Which tickets are honoured (ticket.ts). @module */

import { equalBytes } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { hash } from '#crypto/transcript.ts';
import type { Db } from '../database/pool.ts';
import { openTicket, openTicketRevocation, type Ticket } from '../ticket.ts';
import { ballotProblem } from './problems.ts';

/** Seconds for which a ticket can be good at the most: a revocation is kept for so long. */
const LONGEST = 7_200;

export interface TicketOptions {
  readonly db: Db;
  readonly election: Election;
  /** Of the registry: P-256, 33 bytes. */
  readonly key: Uint8Array;
  readonly now: () => number;
}

export class Tickets {
  private readonly options: TicketOptions;

  constructor(options: TicketOptions) {
    this.options = options;
  }

  /** The ticket of an `authorization` header; throws the problem to answer. */
  async admit(header: string | undefined): Promise<Ticket> {
    const { key, election, now, db } = this.options;
    const text = /^Bearer ([A-Za-z0-9_-]{1,400})$/.exec(header ?? '')?.[1];
    const ticket = text === undefined ? undefined : openTicket(key, election.id, text);
    if (!ticket || ticket.notAfter > now() + LONGEST) throw ballotProblem('ticket');
    if (now() > ticket.notAfter) throw ballotProblem('ticket-over');
    const { rowCount } = await db.query('select from voting.revoked_ticket where id = $1', [
      this.nameOf(ticket.id),
    ]);
    if (rowCount! > 0) throw ballotProblem('ticket');
    return ticket;
  }

  /** Obeys the registry's order; gives false if it is not the registry's. */
  async revoke(order: Uint8Array): Promise<boolean> {
    const { key, election, now, db } = this.options;
    const id = openTicketRevocation(key, election.id, order);
    if (!id) return false;
    await db.query('delete from voting.revoked_ticket where not_after < $1', [now()]);
    await db.query('insert into voting.revoked_ticket values ($1, $2) on conflict do nothing', [
      this.nameOf(id),
      now() + LONGEST,
    ]);
    return true;
  }

  /** What is kept is not what the registry keeps: no value may stand in tables of both. */
  private nameOf(id: Uint8Array): Uint8Array {
    return hash('revoked-ticket/v1', this.options.election.id, id);
  }
}

/** Throws unless the ticket is of this credential. */
export function assertOwn(ticket: Ticket, credential: Uint8Array): void {
  if (!equalBytes(ticket.credential, credential)) throw ballotProblem('other-credential');
}
