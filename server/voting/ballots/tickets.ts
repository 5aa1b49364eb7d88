/**
 * Tickets that let a voter cast: the registry's (ticket.ts) or, at a site, a card's (crypto/record/card-ticket.ts), which holds
 * the entry by which the desk issued the credential (spec §11.3) and a proof of possession of it.
 * @module
 */

import { equalBytes } from '#crypto/bytes.ts';
import { parseCardTicket, type CardTicket } from '#crypto/record/card-ticket.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { checkEntrySignature } from '#crypto/entry/entry.ts';
import { parseIssue } from '#crypto/record/in-person.ts';
import { hash } from '#crypto/transcript.ts';
import type { Db } from '../../shared/database/pool.ts';
import { openTicket, openTicketRevocation } from '../../api/ticket.ts';
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

/** What someone may do who was let in. */
export interface Admitted {
  /** The credential's encoding, 32 bytes. */
  readonly credential: Uint8Array;
  /** POSIX seconds until which challenges of it are counted together. */
  readonly notAfter: number;
  /** The name under which a revocation of the ticket is kept; a site's card has none. */
  readonly name?: Uint8Array;
  /** Ticket of a site's card. Its issue may not be on the board yet; casting.ts still verifies its proof. */
  readonly card?: CardTicket;
}

export class Tickets {
  readonly #options: TicketOptions;

  constructor(options: TicketOptions) {
    this.#options = options;
  }

  /** The key with which the registry has to sign tickets. */
  get key(): Uint8Array {
    return this.#options.key;
  }

  /** The ticket of an `authorization` header; throws the problem to answer. Whether it was revoked is asked later (look-up.ts). */
  admit(header: string | undefined): Admitted {
    const { key, election, now } = this.#options;
    const card = /^Card ([A-Za-z0-9_-]{1,400})$/.exec(header ?? '')?.[1];
    if (card !== undefined) return this.admitCard(Uint8Array.from(Buffer.from(card, 'base64url')));
    const text = /^Bearer ([A-Za-z0-9_-]{1,400})$/.exec(header ?? '')?.[1];
    const ticket = text === undefined ? undefined : openTicket(key, election.id, text);
    if (!ticket || ticket.notAfter > now() + LONGEST) throw ballotProblem('ticket');
    if (now() > ticket.notAfter) throw ballotProblem('ticket-over');
    const { credential, notAfter } = ticket;
    return { credential, notAfter, name: this.#nameOf(ticket.id) };
  }

  /** Admits a card's ticket if a site signed its issue; the board still judges the issue, and casting.ts verifies the proof. */
  admitCard(ticket: Uint8Array): Admitted {
    const { election, now } = this.#options;
    const card = parseCardTicket(ticket);
    try {
      const { site, credential } = parseIssue(card.issue);
      const key = election.sites[site]?.key;
      if (key && checkEntrySignature(key, election.id, card.issue))
        return { credential, notAfter: now() + LONGEST, card };
    } catch {
      // It is no issue.
    }
    throw ballotProblem('ticket');
  }

  /** Obeys the registry's order; gives false if it is not the registry's. */
  async revoke(order: Uint8Array): Promise<boolean> {
    const { key, election, now, db } = this.#options;
    const id = openTicketRevocation(key, election.id, order);
    if (!id) return false;
    await db.query('delete from voting.revoked_ticket where not_after < $1', [now()]);
    await db.query('insert into voting.revoked_ticket values ($1, $2) on conflict do nothing', [
      this.#nameOf(id),
      now() + LONGEST,
    ]);
    return true;
  }

  /** What is kept is not what the registry keeps: no value may stand in tables of both. */
  #nameOf(id: Uint8Array): Uint8Array {
    return hash('revoked-ticket/v1', this.#options.election.id, id);
  }
}

/** Throws unless the ticket is of this credential. */
export function assertOwn(ticket: Admitted, credential: Uint8Array): void {
  if (!equalBytes(ticket.credential, credential)) throw ballotProblem('other-credential');
}
