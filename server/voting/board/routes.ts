/** HTTP routes of the public board and of the intake of entries (server/api/voting.ts). @module */

import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { toHex } from '#crypto/bytes.ts';
import type { AnswerOf } from '../../api/endpoint.ts';
import * as api from '../../api/voting.ts';
import type { App } from '../../shared/http/app.ts';
import { commonProblem } from '../../shared/http/problem.ts';
import { open, schemaOf, scope } from '../../shared/http/route.ts';
import type { Board } from './board.ts';
import { ChangesOfHours } from './changes-of-hours.ts';
import { EntryIntake } from './entry-intake.ts';
import { MAX_MESSAGE, Message } from './message.ts';
import { countSite, deliveredOf } from './site-facts.ts';

/** Paths of a board's files (spec §8.3). Nothing else in the folder is served. */
const FILES = /^\/(checkpoint|clock\/\d+|blob\/[0-9a-f]{64}|tile\/(\d+|entries)(\/x?\d{3})+(\.p\/\d+)?)$/;
/**
 * Returns whether a path, as it is requested, is that of a file which never changes. These files are exempt from the
 * rate limit, because an observer who copies a board reads thousands of them at once. A web server or cache in front
 * can deliver them any number of times.
 */
export const isLasting = (path: string): boolean =>
  path.startsWith('/board/') && path !== '/board/checkpoint' && FILES.test(path.slice('/board'.length));
const FOR_EVER = 'public, max-age=31536000, immutable';

export async function boardRoutes(app: App, board: Board, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: resolve(directory),
    prefix: '/board/',
    index: false,
    cacheControl: false,
    allowedPath: (path) => FILES.test(path),
    setHeaders: (reply, path) => {
      const isCheckpoint = path.endsWith('/checkpoint');
      reply.header('cache-control', isCheckpoint ? 'public, max-age=1' : FOR_EVER);
      reply.header(
        'content-type',
        isCheckpoint || path.includes('/clock/') ? 'text/plain; charset=utf-8' : 'application/octet-stream',
      );
    },
  });
  await app.register(async (own: FastifyInstance) => entryRoute(own, new EntryIntake(board)));
  if (board.election.sites.length > 0) siteRoutes(app, board);
  const changes = new ChangesOfHours(board);
  scope(app, { admit: open, isPrivate: false }, (route) => {
    route(api.readStatus, () => statusOf(board));
    route(api.readHours, async () => ({ changes: await changes.published() }));
  });
}

function statusOf({ election, state, published }: Board): AnswerOf<typeof api.readStatus> {
  return {
    electionId: toHex(election.id),
    stage: state.stage,
    clock: state.clock,
    opens: election.opens,
    closes: state.closes,
    graceEnds: state.graceEnds,
    size: published?.size ?? 0,
    ballots: published?.ballots ?? 0,
    challenged: published?.challenged ?? 0,
    run: state.ceremony?.run.number ?? 0,
    culprits: [...(state.ceremony?.culprits ?? [])],
    ...(state.tally && { tally: toHex(state.tally.hash) }),
  };
}

/** Registers routes for the numbers of a site. They are for anyone, because all of them can be counted on the board. */
function siteRoutes(app: App, { pool, election, state }: Board): void {
  const siteOf = (text: string): number => {
    const site = Number(text);
    if (site >= election.sites.length) throw commonProblem('not-found');
    return site;
  };
  scope(app, { admit: open, isPrivate: false }, (route) => {
    route(api.readSite, async ({ params }) => {
      const site = siteOf(params.site);
      const { issued, cast, missing } = await countSite(pool, site);
      return { issued, ballots: cast, closed: state.closedSites.has(site), missing };
    });
    route(
      api.readArrived,
      async ({ params, body }) => {
        const site = siteOf(params.site);
        if (body.length % 32 !== 0) throw commonProblem('malformed');
        const hashes = Array.from({ length: body.length / 32 }, (_, i) => body.subarray(32 * i, 32 * i + 32));
        return { arrived: (await deliveredOf(pool, site, hashes)).map(toHex) };
      },
      // Each request hashes all entries that the site has on the board. A desk sends it at the closing, and nobody
      // needs it often.
      { bodyLimit: 32 * api.MAX_ARRIVED_HASHES, perMinute: 30 },
    );
  });
}

/** Declares /entries in a scope of its own, because the body of a request is read as it arrives. */
function entryRoute(own: FastifyInstance, intake: EntryIntake): void {
  const octets = ['application/octet-stream'];
  own.removeContentTypeParser(octets);
  own.addContentTypeParser(octets, (_request, payload, done) => done(null, payload));
  own.route({
    method: api.postEntry.method,
    url: api.postEntry.path,
    schema: schemaOf(api.postEntry),
    handler: async ({ body, headers }, reply) => {
      if (!(body instanceof Readable)) throw commonProblem('media-type');
      try {
        if (Number(headers['content-length']) > MAX_MESSAGE) throw commonProblem('too-large');
        return await intake.post(new Message(body));
      } catch (error) {
        reply.header('connection', 'close'); // more bytes may follow, and nobody reads them
        throw error;
      } finally {
        body.resume(); // reads and drops the rest
      }
    },
  });
}
