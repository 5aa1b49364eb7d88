/** Listener for operators, on an address of its own: liveness, readiness, metrics. @module */

import fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

export interface Checks {
  /**
   * Rejects, with the reason, while requests should go to another node. A proxy uses it for routing, so it checks this
   * node alone: a fault that all nodes share must not take all of them out of service.
   */
  readonly serves: () => Promise<void>;
  /** Rejects, with the reason, while the process cannot do all of its work. It alerts the operators. */
  readonly ready: () => Promise<void>;
}

export function createOps(metrics: Metrics, { serves, ready }: Checks): FastifyInstance {
  const app = fastify({ logger: false, requestTimeout: 10_000 });
  app.get('/healthz', async () => ({ status: 'alive' }));
  const answer = (path: string, check: () => Promise<void>, [good, bad]: readonly [string, string]): void => {
    app.get(path, async (_request, reply) => {
      try {
        await check();
        return { status: good };
      } catch (error) {
        return reply.code(503).send({ status: bad, reason: (error as Error).message });
      }
    });
  };
  answer('/servez', serves, ['serves', 'does not serve']);
  answer('/readyz', ready, ['ready', 'not ready']);
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
  return app;
}
