/** A listener with the limits, headers, logs and answers that all of ours have. @module */

import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController, type FastifyError, type FastifyReply } from 'fastify';
import { commonProblem, Problem } from './problem.ts';
import { registerMetrics, type Metrics } from './metrics.ts';

export interface AppOptions {
  readonly title: string;
  /** Origins of pages that may call; `*` for what is public and asks for no authority. */
  readonly origins: readonly string[] | '*';
  /** Requests of one address in a minute. */
  readonly requestsPerMinute: number;
  /** Bytes of a body, unless a route says otherwise. */
  readonly bodyLimit: number;
  /** Where the logs go; default: standard output. */
  readonly log?: { write(line: string): void };
  readonly metrics: Metrics;
  /** A proxy before us says who asks. */
  readonly trustProxy?: boolean;
}

export type App = Awaited<ReturnType<typeof createApp>>;

export async function createApp(options: AppOptions) {
  const app = fastify({
    // What is not asked for is refused, and nothing is converted: the schema is what was sent.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
    bodyLimit: options.bodyLimit,
    requestTimeout: 20_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 10_000,
    maxRequestsPerSocket: 1_000,
    http: { headersTimeout: 10_000 },
    trustProxy: options.trustProxy ?? false,
    logController: new LogController({ disableRequestLogging: true }), // it logs addresses and paths
    logger: { base: null, ...(options.log && { stream: options.log }) },
    return503OnClosing: true,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.maxConnections = 2_000;

  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: options.title, version: '1' } },
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: options.origins === '*' ? 'cross-origin' : 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(cors, {
    origin: options.origins === '*' ? '*' : [...options.origins],
    methods: ['GET', 'POST', 'PUT'],
    allowedHeaders: ['authorization', 'content-type'],
    maxAge: 600,
  });
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: () => commonProblem('too-many'),
  });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  registerMetrics(app, options.metrics);

  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = error instanceof Problem ? error : problemOf(error);
    // The cause is for us; it says where it happened and never what was sent.
    if (problem.kind.status >= 500)
      request.log.error(
        { route: request.routeOptions.url, error: { name: error.name, stack: error.stack } },
        'failed',
      );
    return send(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => send(reply, commonProblem('not-found')));
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  return app;
}

export function send(reply: FastifyReply, { code, kind, detail }: Problem): FastifyReply {
  const { status, es, en } = kind;
  void reply.header('cache-control', 'no-store');
  return reply
    .code(status)
    .send({ error: code, message: { es, en }, ...(detail !== undefined && { detail }) });
}

/** What fastify refuses before a route sees it. */
function problemOf(error: FastifyError): Problem {
  if (error.validation) return commonProblem('malformed', error.message);
  switch (error.statusCode) {
    case 413:
      return commonProblem('too-large');
    case 415:
      return commonProblem('media-type');
    case 429:
      return commonProblem('too-many');
    default:
      return error.statusCode !== undefined && error.statusCode < 500
        ? commonProblem('malformed')
        : commonProblem('internal');
  }
}
