/** A listener with the limits, headers, logs and answers that all of ours have. @module */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController, type FastifyError, type FastifyReply } from 'fastify';
import { refuseBroken } from './broken.ts';
import { placeOf, problemOf } from './failure.ts';
import { securityHeaders } from './headers.ts';
import { parseJson } from './json.ts';
import { registerMetrics, type Metrics } from './metrics.ts';
import { openapi } from './openapi.ts';
import { bodyOf, commonProblem, type Problem } from './problem.ts';

export interface AppOptions {
  readonly title: string;
  /** Origins of pages that may call; `*` for what is public and asks for no authority. */
  readonly origins: readonly string[] | '*';
  /** Requests of one address in a minute. */
  readonly requestsPerMinute: number;
  /** Paths, as they are asked for, that do not count among these. */
  readonly unlimited?: (path: string) => boolean;
  /** Bytes of a body, unless a route says otherwise. */
  readonly bodyLimit: number;
  /** Where the logs go; default: standard output. */
  readonly log?: { write(line: string): void };
  readonly metrics: Metrics;
  /**
   * Looks at a request before anything else does; if it returns a problem, that is the answer, and costs next to nothing.
   * For what comes in such numbers that refusing it in the usual way would take the time of what can be served.
   */
  readonly gate?: (request: IncomingMessage) => Problem | undefined;
  /** A proxy before us says who asks: what it adds itself is believed, not what it passes on. */
  readonly trustProxy?: boolean;
}

/**
 * Not the logger's own way to standard output: at the end of the process that one tries for ever to write what nobody
 * reads any more, and the process stays.
 */
const standardOutput = { write: (line: string): void => void process.stdout.write(line) };

const readByAnyPage = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
} as const;

/** Milliseconds that answers under way get once the process is to end. */
const PATIENCE = 10_000;

export type App = Awaited<ReturnType<typeof createApp>>;

const CONNECTION_MS = 30_000;
const serverOptions = {
  requestTimeout: 20_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1_000, // how often these limits are looked at
  requireHostHeader: false, // nothing depends on it, and its absence is answered without a body
} as const;

export async function createApp(options: AppOptions) {
  const headers = securityHeaders(options.origins);
  const refusalHeaders = options.origins === '*' ? { ...headers, ...readByAnyPage } : headers;
  const app = fastify({
    serverFactory: (handle) => {
      const server = createServer(serverOptions, (request, response) => {
        const problem = options.gate?.(request);
        if (problem) refuseEarly(response, refusalHeaders, problem);
        else handle(request, response);
      });
      return server.setTimeout(CONNECTION_MS);
    },
    // What is not asked for is refused, and nothing is converted: the schema is what was sent.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
    bodyLimit: options.bodyLimit,
    clientErrorHandler: refuseBroken(headers),
    frameworkErrors: (_error, _request, reply) =>
      void send(reply.headers(headers), commonProblem('malformed')), // an address that cannot be read
    trustProxy: options.trustProxy === true && ((_address, hop) => hop === 0),
    logController: new LogController({ disableRequestLogging: true }), // it logs addresses and paths
    logger: { base: null, stream: options.log ?? standardOutput },
    return503OnClosing: false, // what comes while we end is answered as ever, and the connection closed
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.maxConnections = 2_000;
  // Whatever else is expected of us than a 100: the request is answered as it is.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  // Node stops looking at the limits then, and a request that never ends would hold the process.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), PATIENCE).unref();
  });

  await app.register(swagger, openapi(options.title));
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (request.socket.destroyed) throw commonProblem('malformed'); // gone already, and with it whose it was
  });
  await app.register(cors, {
    origin: options.origins === '*' ? '*' : [...options.origins],
    methods: ['GET', 'POST', 'PUT'],
    allowedHeaders: ['authorization', 'content-type'],
    exposedHeaders: ['retry-after'], // a page that verifies the board waits as long
    maxAge: 600,
    strictPreflight: false, // it would answer in a form of its own
  });
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: ({ url }) => options.unlimited?.(url) === true,
    errorResponseBuilder: () => commonProblem('too-many'),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => {
      try {
        return parseJson(body);
      } catch {
        throw commonProblem('malformed');
      }
    },
  );
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  registerMetrics(app, options.metrics);

  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = problemOf(error);
    if (problem.kind.status >= 500 && problem.retryAfter === undefined)
      request.log.error({ route: request.routeOptions.url, error: placeOf(error) }, 'failed');
    return send(reply, problem);
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) =>
    send(reply, commonProblem('not-found')),
  );
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  return app;
}

/** The same answer as `send` gives, past all that fastify does for a request; the body that comes is dropped. */
function refuseEarly(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  problem: Problem,
): void {
  const body = JSON.stringify(bodyOf(problem));
  response
    .writeHead(problem.kind.status, {
      ...headers,
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      ...(problem.retryAfter !== undefined && { 'retry-after': String(problem.retryAfter) }),
    })
    .end(body);
}

export function send(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter);
  return reply.header('cache-control', 'no-store').code(problem.kind.status).send(bodyOf(problem));
}
