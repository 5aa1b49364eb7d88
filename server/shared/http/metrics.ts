/** Metrics of a process. They hold no personal data. @module */

import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Metrics = Registry;

export function createMetrics(process: 'registry' | 'voting' | 'desk'): Metrics {
  const metrics = new Registry();
  metrics.setDefaultLabels({ process });
  collectDefaultMetrics({ register: metrics });
  return metrics;
}

/** Records the duration of answers by route (its pattern, never the address) and status, and logs a line for each. */
export function registerMetrics(app: Pick<FastifyInstance, 'addHook'>, metrics: Metrics): void {
  const seconds = new Histogram({
    name: 'sivei_http_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    registers: [metrics],
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? '(none)';
    const status = reply.statusCode;
    seconds.observe({ method, route, status }, reply.elapsedTime / 1000);
    request.log.info({ method, route, status, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
}
