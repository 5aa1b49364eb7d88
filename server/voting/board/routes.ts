/** The public board and its mailbox, over HTTP (docs/api.md). @module */

import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { toHex } from '#crypto/bytes.ts';
import type { App } from '../../shared/http/app.ts';
import { commonProblem } from '../../shared/http/problem.ts';
import { bytesOf, hex32, octets } from '../../shared/http/schemas.ts';
import type { Board } from './board.ts';
import { EntryIntake } from './entry-intake.ts';
import { MAX_MESSAGE, Message } from './message.ts';
import { countSite, deliveredOf } from './site-facts.ts';
import { stages } from '#crypto/record/rules/entry-rules.ts';

/** The files of a board (spec §8.3), and nothing else that may lie in its folder. */
const FILES =
  /^\/(checkpoint|clock\/\d+|blob\/[0-9a-f]{64}|tile\/(\d+|entries|hints)(\/x?\d{3})+(\.p\/\d+)?)$/;
/**
 * Whether a path, as it is asked for, is that of a file which never changes. An observer who copies a board reads
 * thousands of them at once, and a web server or cache in front can give them as often as anyone asks.
 */
export const isLasting = (path: string): boolean =>
  path.startsWith('/board/') && path !== '/board/checkpoint' && FILES.test(path.slice('/board'.length));
const FOR_EVER = 'public, max-age=31536000, immutable';

const status = Type.Object({
  electionId: Type.String(),
  stage: Type.Enum([...stages]),
  /** POSIX seconds: the board's last clock mark, and the hours of the manifest. */
  clock: Type.Integer(),
  opens: Type.Integer(),
  closes: Type.Integer(),
  graceEnds: Type.Integer(),
  /** Entries that are published, and ballots among them: known without asking the database. */
  size: Type.Integer(),
  ballots: Type.Integer(),
  challenged: Type.Integer(),
  /** The run of the key ceremony, and who was excluded. */
  run: Type.Integer(),
  culprits: Type.Array(Type.Integer()),
  /** Hash of the encrypted tally's blob, once there is one. */
  tally: Type.Optional(Type.String()),
});

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
  await app.register(async (scope: FastifyInstance) => entryRoute(scope, new EntryIntake(board)));
  if (board.election.sites.length > 0) siteRoute(app, board);
  app.get(
    '/status',
    { schema: { summary: 'Where the election stands', response: { 200: status } } },
    async () => {
      const { election, state, published } = board;
      return {
        electionId: toHex(election.id),
        stage: state.stage,
        clock: state.clock,
        opens: election.opens,
        closes: election.closes,
        graceEnds: state.graceEnds,
        size: published?.size ?? 0,
        ballots: published?.ballots ?? 0,
        challenged: published?.challenged ?? 0,
        run: state.ceremony?.run.number ?? 0,
        culprits: [...(state.ceremony?.culprits ?? [])],
        ...(state.tally && { tally: toHex(state.tally.hash) }),
      };
    },
  );
}

/** Hashes in one question at most: a site that holds more asks several times. */
const MOST_HASHES = 1_000;

/** Numbers of a site, for its desk and for anyone else: all of it can be counted on the board. */
function siteRoute(app: App, { pool, election, state }: Board): void {
  const numbers = Type.Object({
    issued: Type.Integer(),
    ballots: Type.Integer(),
    closed: Type.Boolean(),
    /** Entries that its closing names and that have not come. */
    missing: Type.Integer(),
  });
  const params = Type.Object({ site: Type.String({ pattern: '^[0-9]{1,3}$' }) });
  const siteOf = (text: string): number => {
    const site = Number(text);
    if (site >= election.sites.length) throw commonProblem('not-found');
    return site;
  };
  app.get(
    '/sites/:site',
    {
      schema: {
        summary: 'Credentials issued at a site and ballots cast there, by its position in the manifest',
        params,
        response: { 200: numbers },
      },
    },
    async ({ params: own }) => {
      const site = siteOf(own.site);
      const { issued, cast, missing } = await countSite(pool, site);
      return { issued, ballots: cast, closed: state.closedSites.has(site), missing };
    },
  );
  app.post(
    '/sites/:site/arrived',
    {
      bodyLimit: 32 * MOST_HASHES,
      // It hashes all that the site has on the board: a desk asks it when it closes, nobody needs it often.
      config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: {
        summary: 'Which of these entries of a site are on the board: SHA-256 of each, one after another',
        params,
        consumes: octets,
        response: { 200: Type.Object({ arrived: Type.Array(hex32) }) },
      },
    },
    async (request) => {
      const site = siteOf(request.params.site);
      const bytes = bytesOf(request);
      if (bytes.length % 32 !== 0) throw commonProblem('malformed');
      const hashes = Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
      return { arrived: (await deliveredOf(pool, site, hashes)).map(toHex) };
    },
  );
}

/** In a scope of its own, since its body is read as it comes. */
function entryRoute(scope: FastifyInstance, intake: EntryIntake): void {
  scope.removeContentTypeParser(octets);
  scope.addContentTypeParser(octets, (_request, payload, done) => done(null, payload));
  scope.post(
    '/entries',
    {
      schema: {
        summary: 'A signed entry of authority, registrar, trustee or site: u32 length || entry || blob',
        consumes: octets,
        response: { 200: Type.Object({ index: Type.Integer() }) },
      },
    },
    async ({ body, headers }, reply) => {
      if (!(body instanceof Readable)) throw commonProblem('media-type');
      try {
        if (Number(headers['content-length']) > MAX_MESSAGE) throw commonProblem('too-large');
        return await intake.post(new Message(body));
      } catch (error) {
        reply.header('connection', 'close'); // more may come, which nobody wants
        throw error;
      } finally {
        body.resume(); // what is left comes and goes
      }
    },
  );
}
