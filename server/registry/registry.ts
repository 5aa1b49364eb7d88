/** The registry process: it knows who may vote, and never a ballot. @module */

import type { AddressInfo } from 'node:net';
import { Gauge } from 'prom-client';
import type { HelpLines } from '#crypto/help-lines.ts';
import { createApp, type App } from '../shared/http/app.ts';
import { createMetrics, type Metrics } from '../shared/http/metrics.ts';
import { createOps } from '../shared/http/ops.ts';
import { Problem } from '../shared/http/problem.ts';
import type { RegistryConfig } from './config.ts';
import { siteRoutes } from './sites/routes.ts';
import { answerLinkRequests } from './login/link.ts';
import { logInRoutes } from './login/routes.ts';
import { readHelpLines } from './outbox/help-lines.ts';
import { Outbox } from './outbox/outbox.ts';
import { serveOutbox } from './outbox/page.ts';
import { openMail, openSms } from './outbox/transport.ts';
import { officeRoutes } from './office/routes.ts';
import { openServices, type ServiceOptions, type Services } from './services.ts';
import { staffRoutes } from './staff/routes.ts';
import { sweep } from './sweep/sweep.ts';
import { every } from '../shared/timer.ts';

export interface RegistryOptions extends ServiceOptions {
  /** Destination of the logs; default: standard output. */
  readonly log?: { write(line: string): void };
  /** Whether periodic work runs; default true. Without it, tests call `sweep` and `drain`. */
  readonly timers?: boolean;
  /** Called on a fault that only a person can fix. The owner must then end this process. */
  readonly onFatal?: (error: Error) => void;
}

export interface Registry {
  readonly url: string;
  readonly opsUrl: string;
  readonly services: Services;
  /** Deletes expired rows and shuffles the remaining ones; also runs each minute. */
  sweep(): Promise<void>;
  /** Answers link requests and sends all due messages; also runs each second. */
  drain(): Promise<void>;
  /** Stops accepting requests, finishes pending ones, sweeps, and ends. */
  stop(): Promise<void>;
}

const SWEEP_INTERVAL_MS = 60_000;
const LINKS_INTERVAL_MS = 1_000;
const TICKET_KEY_INTERVAL_MS = 10_000;
const HOURS_INTERVAL_MS = 10_000;
const BODY_LIMIT_BYTES = 8_192;

export async function startRegistry(
  config: RegistryConfig,
  options: RegistryOptions = {},
): Promise<Registry> {
  const helpLines = await readHelpLines(config.helpLines);
  const metrics = createMetrics('registry');
  const app = await createApp({
    title: 'SIVEI registry',
    origins: config.origins,
    requestsPerMinute: config.requestsPerMinute ?? 300,
    bodyLimit: BODY_LIMIT_BYTES,
    metrics,
    ...(options.log && { log: options.log }),
    ...(config.trustProxy !== undefined && { trustProxy: config.trustProxy }),
  });
  // Accept only JSON, because a form of another web site cannot send it without a CORS preflight.
  app.removeContentTypeParser('application/octet-stream');
  const onPoolError = (error: Error): void =>
    app.log.error({ error: error.name }, 'database connection lost');
  const services = await openServices(config, { onPoolError, ...options });
  const { ticketKey } = services;
  await ticketKey.assertExpected().catch(async (error: unknown) => {
    if (error instanceof Problem)
      return app.log.warn({ error: error.code }, 'voting process not asked for its ticket key yet');
    await services.pool.end();
    throw error;
  });
  const outbox = await openOutbox(config, helpLines, services, app);
  measure(metrics, services);
  logInRoutes(app, services, () => outbox.wake());
  staffRoutes(app, services, () => outbox.wake());
  officeRoutes(app, services);
  if (services.election.sites.length > 0) siteRoutes(app, services);
  const demo = [config.mail, config.sms].flatMap((way) => ('demo' in way ? [way.demo] : []));
  if (demo.length > 0) serveOutbox(app, services.pool, demo);
  const serves = async (): Promise<void> =>
    void (await services.pool.query('select from registry.person limit 1'));
  const ready = async (): Promise<void> => {
    await serves();
    await ticketKey.assertExpected();
  };
  const ops = createOps(metrics, { serves, ready });
  const url = await app.listen({ ...config.listen });
  const opsUrl = await ops.listen({ ...config.ops });

  const failed = (what: string) => (error: Error) => app.log.error({ what, error: error.name }, 'failed');
  const timers =
    options.timers === false
      ? []
      : [
          every(TICKET_KEY_INTERVAL_MS, () =>
            ticketKey
              .assertExpected()
              .catch((error: Error) => (error instanceof Problem ? undefined : options.onFatal?.(error))),
          ),
          every(HOURS_INTERVAL_MS, () =>
            services.hours
              .refresh()
              .catch((error: Error) =>
                error instanceof Problem
                  ? undefined
                  : app.log.error({ error: error.message }, 'hours not proved'),
              ),
          ),
          every(SWEEP_INTERVAL_MS, () => sweep(services).catch(failed('sweep'))),
          every(LINKS_INTERVAL_MS, () =>
            answerLinkRequests(services).then(
              (sent) => (sent > 0 ? outbox.wake() : undefined),
              failed('links'),
            ),
          ),
        ];
  if (options.timers !== false) outbox.start();
  return {
    url: addressOf(app, url),
    opsUrl,
    services,
    sweep: () => sweep(services),
    drain: async () => {
      await answerLinkRequests(services);
      await outbox.drain();
    },
    stop: async () => {
      await app.close();
      await Promise.all(timers.map((timer) => timer.stop()));
      await outbox.close();
      await sweep(services).catch(failed('sweep'));
      await ops.close();
      await services.pool.end();
    },
  };
}

async function openOutbox(
  config: RegistryConfig,
  helpLines: HelpLines,
  services: Services,
  app: App,
): Promise<Outbox> {
  return new Outbox({
    services,
    booth: config.booth,
    helpLines,
    mail: await openMail(config.mail),
    sms: await openSms(config.sms),
    onFailure: (channel, reason) => app.log.warn({ channel, reason }, 'message not sent'),
  });
}

function measure(metrics: Metrics, { pool }: Services): void {
  const messages = new Gauge({
    name: 'sivei_outbox_messages',
    help: 'Messages that are not sent yet; dead ones need a person',
    labelNames: ['channel', 'state'],
    registers: [metrics],
    collect: async () => {
      const { rows } = await pool.query<{ channel: string; state: string; count: number }>(
        'select channel, state, count(*)::int as count from registry.message group by channel, state',
      );
      messages.reset();
      for (const { channel, state, count } of rows) messages.set({ channel, state }, count);
    },
  });
}

/** Returns the address with the actual port, since port 0 in the configuration means any free one. */
function addressOf(app: App, url: string): string {
  const { port } = app.server.address() as AddressInfo;
  return url.replace(/:\d+$/, `:${port}`);
}
