/** Casting, challenging and looking up, over HTTP (docs/api.md). @module */

import Type from 'typebox';
import { fromHex, toHex } from '#crypto/bytes.ts';
import type { Board } from '../board/board.ts';
import { boardProblem } from '../board/problems.ts';
import type { Receipted } from '../board/receipts.ts';
import type { App } from '../../shared/http/app.ts';
import { bytesOf, hex32, octets } from '../../shared/http/schemas.ts';
import type { Casting } from './casting.ts';
import { ballotProblem } from './problems.ts';
import type { Tickets } from './tickets.ts';
import { TRACKER_PATTERN, trackerNamed } from './tracker-name.ts';

export const receipt = Type.Object({
  index: Type.Integer(),
  /** The entry on the board, base64. */
  entry: Type.String(),
  /** C2SP tlog-proof. */
  receipt: Type.String(),
});

export const answer = ({
  index,
  entry,
  receipt: proof,
}: Receipted): { index: number; entry: string; receipt: string } => ({
  index,
  entry: Buffer.from(entry).toString('base64'),
  receipt: Buffer.from(proof).toString('utf8'),
});

export interface BallotServices {
  readonly board: Board;
  readonly casting: Casting;
  readonly tickets: Tickets;
}

export function ballotRoutes(app: App, { board, casting, tickets }: BallotServices): void {
  app.post(
    '/ballots',
    {
      bodyLimit: 65_535,
      schema: { summary: 'Cast a ballot: the entry’s bytes', consumes: octets, response: { 200: receipt } },
    },
    async (request) =>
      answer(await casting.cast(tickets.admit(request.headers.authorization), bytesOf(request))),
  );
  app.post(
    '/challenges',
    {
      bodyLimit: 65_535,
      schema: {
        summary: 'Open a ballot that is not cast: kind || body',
        consumes: octets,
        response: { 200: receipt },
      },
    },
    async (request) =>
      answer(await casting.challenge(tickets.admit(request.headers.authorization), bytesOf(request))),
  );
  app.get(
    '/trackers/:tracker',
    {
      schema: {
        summary: 'A ballot or challenged ballot by its tracker, or by the printed form of it',
        params: Type.Object({ tracker: Type.String({ pattern: TRACKER_PATTERN }) }),
        response: { 200: receipt },
      },
    },
    async ({ params }) => {
      const tracker = await trackerNamed(params.tracker, board.store);
      const found = tracker && (await board.receiptOf(tracker));
      if (!found) throw boardProblem('not-on-board');
      return answer(found);
    },
  );
  app.get(
    '/credentials/:credential',
    {
      schema: {
        summary: 'What the board says of a credential',
        params: Type.Object({ credential: hex32 }),
        response: {
          200: Type.Object({
            listed: Type.Boolean(),
            revoked: Type.Boolean(),
            voted: Type.Boolean(),
            trackers: Type.Array(hex32),
          }),
        },
      },
    },
    async ({ params }) => {
      const X = fromHex(params.credential, 32);
      const listed = await board.pool.query<{ revoked: boolean }>(
        'select revoked from voting.credential where credential = $1',
        [X],
      );
      const cast = await board.pool.query<{ key: Buffer }>(
        'select key from voting.ballot join voting.entry using (index) where credential = $1 order by index',
        [X],
      );
      return {
        listed: listed.rowCount! > 0,
        revoked: listed.rows[0]?.revoked ?? false,
        voted: cast.rowCount! > 0,
        trackers: cast.rows.map(({ key }) => toHex(key)),
      };
    },
  );
  app.get(
    '/tickets/key',
    {
      schema: {
        summary:
          'The public key under which tickets are taken: for the registry, which looks whether it is its own',
        response: { 200: Type.Object({ key: Type.String() }) },
      },
    },
    async () => ({ key: toHex(tickets.key) }),
  );
  app.post(
    '/tickets/revoke',
    {
      bodyLimit: 200,
      schema: { summary: 'The registry’s order to honour a ticket no longer', consumes: octets },
    },
    async (request, reply) => {
      if (!(await tickets.revoke(bytesOf(request)))) throw ballotProblem('ticket');
      return reply.code(204).send();
    },
  );
}
