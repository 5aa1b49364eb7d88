/**
 * Tickets that authorize a voter to cast a ballot: one from the registry (server/api/ticket.ts) or, at a site, one from
 * a card (crypto/record/card-ticket.ts). A card's ticket holds the entry by which the desk issued the credential (spec
 * §11.3) and a proof of possession of the credential.
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

/** Longest validity of a ticket; a revocation is kept for as long. */
const MAX_TICKET_SECONDS = 7_200;

export interface TicketOptions {
  readonly db: Db;
  readonly election: Election;
  /** Public key of the registry: P-256, 33 bytes. */
  readonly key: Uint8Array;
  readonly now: () => number;
}

/** Rights of an admitted ticket. */
export interface Admitted {
  /** Encoded credential, 32 bytes. */
  readonly credential: Uint8Array;
  /** POSIX seconds until which challenges of the credential are counted together. */
  readonly notAfter: number;
  /** Name under which a revocation of the ticket is stored; a site's card has none. */
  readonly name?: Uint8Array;
  /**
   * Ticket of a site's card. The issue in it may not be on the board yet, and casting.ts has to verify the proof in it.
   */
  readonly card?: CardTicket;
}

export class Tickets {
  readonly #options: TicketOptions;

  constructor(options: TicketOptions) {
    this.#options = options;
  }

  /** Public key with which the registry must sign tickets. */
  get key(): Uint8Array {
    return this.#options.key;
  }

  /**
   * Returns the rights of an `authorization` header; throws the error to answer if there is no valid ticket. Revocation
   * is checked later (look-up.ts).
   */
  admit(header: string | undefined): Admitted {
    const { key, election, now } = this.#options;
    const card = /^Card ([A-Za-z0-9_-]{1,400})$/.exec(header ?? '')?.[1];
    if (card !== undefined) return this.admitCard(Uint8Array.from(Buffer.from(card, 'base64url')));
    const text = /^Bearer ([A-Za-z0-9_-]{1,400})$/.exec(header ?? '')?.[1];
    const ticket = text === undefined ? undefined : openTicket(key, election.id, text);
    if (!ticket || ticket.notAfter > now() + MAX_TICKET_SECONDS) throw ballotProblem('ticket');
    if (now() > ticket.notAfter) throw ballotProblem('ticket-over');
    const { credential, notAfter } = ticket;
    return { credential, notAfter, name: this.#nameOf(ticket.id) };
  }

  /**
   * Returns the rights of a card's ticket; throws `ticket` unless a site signed the issue in it. The board still
   * validates the issue, and casting.ts verifies the proof.
   */
  admitCard(ticket: Uint8Array): Admitted {
    const { election, now } = this.#options;
    const card = parseCardTicket(ticket);
    try {
      const { site, credential } = parseIssue(card.issue);
      const key = election.sites[site]?.key;
      if (key && checkEntrySignature(key, election.id, card.issue))
        return { credential, notAfter: now() + MAX_TICKET_SECONDS, card };
    } catch {
      // The bytes are no issue.
    }
    throw ballotProblem('ticket');
  }

  /** Stores the revocation of a ticket; returns false if the registry did not sign it. */
  async revoke(order: Uint8Array): Promise<boolean> {
    const { key, election, now, db } = this.#options;
    const id = openTicketRevocation(key, election.id, order);
    if (!id) return false;
    await db.query('delete from voting.revoked_ticket where not_after < $1', [now()]);
    await db.query('insert into voting.revoked_ticket values ($1, $2) on conflict do nothing', [
      this.#nameOf(id),
      now() + MAX_TICKET_SECONDS,
    ]);
    return true;
  }

  /**
   * Returns the name under which the revocation of a ticket is stored. The name differs from the ticket's id, because
   * the registry stores the id, and no value may be in tables of both processes.
   */
  #nameOf(id: Uint8Array): Uint8Array {
    return hash('revoked-ticket/v1', this.#options.election.id, id);
  }
}

/** Throws unless the ticket is for this credential. */
export function assertOwn(ticket: Admitted, credential: Uint8Array): void {
  if (!equalBytes(ticket.credential, credential)) throw ballotProblem('other-credential');
}
