/** Routes to cast, challenge and look up ballots (server/api/voting.ts). @module */

import { fromHex, toHex } from '#crypto/bytes.ts';
import type { EnvelopeOpener } from '#crypto/envelope.ts';
import { MAX_KEPT_ENVELOPE, parseKept, type Kept } from '#crypto/record/kept.ts';
import * as api from '../../api/voting.ts';
import type { Db } from '../../shared/database/pool.ts';
import type { App } from '../../shared/http/app.ts';
import { open, scope } from '../../shared/http/route.ts';
import type { Board } from '../board/board.ts';
import { boardProblem } from '../board/problems.ts';
import { printReceipted } from '../board/receipts.ts';
import type { Casting } from './casting.ts';
import { credentialState } from './credentials.ts';
import { ballotProblem } from './problems.ts';
import type { Tickets } from './tickets.ts';
import { trackerNamed } from './tracker-name.ts';

const MAX_BALLOT_BYTES = 65_535;
const MAX_REVOCATION_BYTES = 200;

export interface BallotServices {
  readonly db: Db;
  readonly board: Board;
  readonly casting: Casting;
  readonly tickets: Tickets;
}

export function ballotRoutes(app: App, { db, board, casting, tickets }: BallotServices): void {
  const bodyLimit = MAX_BALLOT_BYTES;
  scope(app, { admit: ({ headers }) => tickets.admit(headers.authorization), isPrivate: false }, (route) => {
    route(api.castBallot, async ({ caller, body }) => printReceipted(await casting.cast(caller, body)), {
      bodyLimit,
    });
    route(
      api.challengeBallot,
      async ({ caller, body }) => printReceipted(await casting.challenge(caller, body)),
      {
        bodyLimit,
      },
    );
  });
  scope(app, { admit: open, isPrivate: false }, (route) => {
    route(api.findTracker, async ({ params }) => {
      const tracker = await trackerNamed(params.tracker, board.store);
      const found = tracker && (await board.receiptOf(tracker));
      if (!found) throw boardProblem('not-on-board');
      return printReceipted(found);
    });
    route(api.readCredential, ({ params }) => credentialState(db, fromHex(params.credential, 32)));
    route(api.readTicketKey, () => ({ key: toHex(tickets.key) }));
    route(
      api.revokeTicket,
      async ({ body }) => {
        if (!(await tickets.revoke(body))) throw ballotProblem('ticket');
      },
      { bodyLimit: MAX_REVOCATION_BYTES },
    );
  });
}

/** Registers routes for ballots that a kiosk kept while its site was offline (docs/decisions/0008). */
export function envelopeRoutes(
  app: App,
  { casting, tickets }: Pick<BallotServices, 'casting' | 'tickets'>,
  opener: EnvelopeOpener,
): void {
  scope(app, { admit: open, isPrivate: false }, (route) => {
    route(api.readEnvelopeKey, () => ({ key: toHex(opener.publicKey) }));
    route(
      api.castEnvelope,
      async ({ body }) => {
        const { ticket, ballot } = await openKept(opener, body);
        return printReceipted(await casting.cast(tickets.admitCard(ticket), ballot));
      },
      { bodyLimit: MAX_KEPT_ENVELOPE },
    );
  });
}

async function openKept(opener: EnvelopeOpener, envelope: Uint8Array): Promise<Kept> {
  try {
    return parseKept(await opener.open(envelope));
  } catch {
    throw ballotProblem('bad-envelope');
  }
}
