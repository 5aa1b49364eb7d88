/** A listener for those who run the server, on an address of its own: is it alive, is it ready, what does it measure. @module */

import fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

export interface Checks {
  /**
   * Rejects, with the reason, while requests should go to another node. A proxy steers by it, so it looks at this node
   * alone: what all nodes lack at once must not take all of them out.
   */
  readonly serves: () => Promise<void>;
  /** Rejects, with the reason, while the process cannot do all of its work. People are told by it. */
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
