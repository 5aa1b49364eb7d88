/** HTTP listener with the limits, headers, logs and error answers that all processes share. @module */

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
  /**
   * Origins of pages that may call this listener. `*` may be used where everything is public or needs a bearer token,
   * because no browser adds a bearer token by itself.
   */
  readonly origins: readonly string[] | '*';
  /** Requests per minute from one address. */
  readonly requestsPerMinute: number;
  /** Returns whether requests to this path, as sent, are exempt from the rate limit. */
  readonly unlimited?: (path: string) => boolean;
  /** Maximum bytes of a body, unless a route sets its own. */
  readonly bodyLimit: number;
  /** Destination of the logs; default: standard output. */
  readonly log?: { write(line: string): void };
  readonly metrics: Metrics;
  /**
   * Checks a request before anything else. If it returns a problem, that is the answer, sent at almost no cost. It is
   * for requests so numerous that refusing them in the usual way would use up the capacity to serve.
   */
  readonly gate?: (request: IncomingMessage) => Problem | undefined;
  /**
   * Whether a reverse proxy reports the client's address. Only the value that the proxy adds itself is trusted, not
   * values that it forwards.
   */
  readonly trustProxy?: boolean;
}

/**
 * Log stream to standard output. The logger's own stream retries without end when its reader is gone, which keeps an
 * ending process alive.
 */
const standardOutput = { write: (line: string): void => void process.stdout.write(line) };

const readByAnyPage = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
} as const;

/** Time after the start of shutdown at which open connections are closed. */
const SHUTDOWN_TIMEOUT_MS = 10_000;

export type App = Awaited<ReturnType<typeof createApp>>;

const CONNECTION_TIMEOUT_MS = 30_000;
const serverOptions = {
  requestTimeout: 20_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1_000, // interval at which these limits are checked
  requireHostHeader: false, // nothing depends on it, and Node's refusal has no body
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
      return server.setTimeout(CONNECTION_TIMEOUT_MS);
    },
    // Reject unknown members and convert nothing, so that the validated value is the one that was sent.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
    bodyLimit: options.bodyLimit,
    clientErrorHandler: refuseBroken(headers),
    frameworkErrors: (_error, _request, reply) =>
      void send(reply.headers(headers), commonProblem('malformed')), // an address that cannot be decoded
    trustProxy: options.trustProxy === true && ((_address, hop) => hop === 0),
    logController: new LogController({ disableRequestLogging: true }), // request logging would log addresses and paths
    logger: { base: null, stream: options.log ?? standardOutput },
    return503OnClosing: false, // during shutdown requests are answered as usual, and the connection is closed
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.maxConnections = 2_000;
  // Ignore unknown Expect headers and handle the request normally.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  // During shutdown Node stops checking the timeouts; without this an unfinished request would keep the process alive.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), SHUTDOWN_TIMEOUT_MS).unref();
  });

  await app.register(swagger, openapi(options.title));
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (request.socket.destroyed) throw commonProblem('malformed'); // the socket is closed; its address is no longer available
  });
  await app.register(cors, {
    origin: options.origins === '*' ? '*' : [...options.origins],
    methods: ['GET', 'POST', 'PUT'],
    allowedHeaders: ['authorization', 'content-type'],
    exposedHeaders: ['retry-after'], // a page that verifies the board waits as long as this says
    maxAge: 600,
    strictPreflight: false, // the strict answers do not have the form of our error answers
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

/** Sends the same answer as `send`, without fastify's request handling; the request's body is dropped. */
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
