/** A listener for those who run the server, on an address of its own: is it alive, is it ready, what does it measure. @module */

import fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

/** `ready` rejects, with the reason, while the process cannot do its work. */
export function createOps(metrics: Metrics, ready: () => Promise<void>): FastifyInstance {
  const app = fastify({ logger: false, requestTimeout: 10_000 });
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await ready();
      return { status: 'ready' };
    } catch (error) {
      return reply.code(503).send({ status: 'not ready', reason: (error as Error).message });
    }
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
  return app;
}
