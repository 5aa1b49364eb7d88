/** Server process of a site's desk, which runs on a machine of the site (docs/decisions/0008). @module */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes } from '#crypto/bytes.ts';
import { envelopeOpener } from '#crypto/envelope.ts';
import { pageRoutes } from '../shared/http/static-pages.ts';
import { ConfigurationError } from '../shared/exit-codes.ts';
import { readManifest, readNamed } from '../shared/files.ts';
import { lockFolder } from '../shared/folder-lock.ts';
import { createApp } from '../shared/http/app.ts';
import { createMetrics } from '../shared/http/metrics.ts';
import { createOps } from '../shared/http/ops.ts';
import { openSigner, readSecret } from '../shared/keys.ts';
import { KitFault, openKit } from '../api/site-bundle.ts';
import { every } from '../shared/timer.ts';
import { Acts } from './acts.ts';
import { BoardLink } from './board-link.ts';
import { Cards } from './cards.ts';
import type { DeskConfig } from './config.ts';
import { LinkState, type Desk } from './desk.ts';
import { followHours } from './hours.ts';
import { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { RegistryLink } from './registry-link.ts';
import { deskRoutes } from './routes.ts';
import { Staff } from './staff.ts';

/** Interval between attempts to deliver pending changes to the central servers. */
const DELIVERY_INTERVAL_MS = 5_000;
/** Interval between readings of the hours in force. */
const HOURS_INTERVAL_MS = 30_000;
const BODY_LIMIT = 16_384;

export interface DeskOptions {
  readonly now?: () => number;
  readonly log?: { write(line: string): void };
  /** Whether pending changes are delivered automatically; default true. */
  readonly timers?: boolean;
}

export interface DeskProcess {
  readonly url: string;
  readonly opsUrl: string;
  readonly desk: Desk;
  /** Delivers pending changes to board and registry; this also runs every few seconds. */
  deliver(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Opens the desk's keys, kit and journal. Throws if keys, kit and manifest are not of the same election and site. */
export async function openDesk(config: DeskConfig, now: () => number): Promise<Desk> {
  const election = await readManifest(config.manifest);
  const { manifest } = election;
  const site = election.sites[manifest.sites.findIndex(({ code }) => code === config.site)];
  if (!site)
    throw new ConfigurationError({
      es: `El manifiesto no tiene ninguna sede «${config.site}». El módulo no arranca. Corrija «site» en la configuración.`,
      en: `The manifest has no site "${config.site}". The desk does not start. Correct "site" in the configuration.`,
    });
  const signer = await openSigner(config.keys.site, manifest);
  if (!equalBytes(signer.publicKey, site.key))
    throw new ConfigurationError({
      es: 'keys.site no es la llave que el manifiesto nombra para esta sede. El módulo no arranca. Ponga esa llave.',
      en: 'keys.site is not the key that the manifest names for this site. The desk does not start. Put that key there.',
    });
  const opener = await envelopeOpener(await readSecret(config.keys.kit, 32), 'desk-kit', election.id);
  const kit = await openKit(opener, election, Uint8Array.from(await readNamed(config.kit))).catch(
    (error: unknown) => {
      throw error instanceof KitFault ? wrongKit(error.says.es, error.says.en) : error;
    },
  );
  if (kit.site !== site.position) throw wrongKit('es de otra sede', 'is of another site');
  const ledger = new Ledger();
  const journal = await Journal.open(join(config.state, 'journal.jsonl'), now, ledger.apply);
  ledger.attach(journal);
  const { registry: url } = config;
  return {
    election,
    site,
    signer,
    kit,
    people: new Map(kit.people.map((own) => [own.person, own])),
    journal,
    ledger,
    staff: new Staff(staffFile(config), now),
    registry: new RegistryLink({ url, electionId: election.id, site: site.position, signer, now }),
    board: new BoardLink(config.voting),
    link: new LinkState(now),
    cardMinutes: config.cardMinutes ?? 30,
    now,
  };
}

const wrongKit = (es: string, en: string): ConfigurationError =>
  new ConfigurationError({
    es: `El paquete (kit) ${es}. El módulo no arranca. Pida a la oficina electoral el de esta sede.`,
    en: `The kit ${en}. The desk does not start. Ask the election office for that of this site.`,
  });

const noState = (folder: string, { code }: NodeJS.ErrnoException): ConfigurationError =>
  new ConfigurationError({
    es: `La carpeta ${folder} no se puede usar (${code}). El módulo no arranca sin ella: guarda su diario. Corrija «state» en la configuración, o los permisos de la carpeta.`,
    en: `The folder ${folder} cannot be used (${code}). The desk does not start without it: it keeps its journal there. Correct "state" in the configuration, or the permissions of the folder.`,
  });

export const staffFile = ({ state }: Pick<DeskConfig, 'state'>): string => join(state, 'staff.json');

export async function startDesk(config: DeskConfig, options: DeskOptions = {}): Promise<DeskProcess> {
  const now = options.now ?? ((): number => Math.floor(Date.now() / 1000));
  await mkdir(config.state, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw noState(config.state, error);
  });
  const unlock = await lockFolder(config.state);
  const desk = await openDesk(config, now).catch((error: unknown) => {
    unlock();
    throw error;
  });
  const metrics = createMetrics('desk');
  const app = await createApp({
    title: 'SIVEI: desk of a site',
    origins: [], // only the desk's own pages call it
    requestsPerMinute: config.requestsPerMinute ?? 600,
    bodyLimit: BODY_LIMIT,
    metrics,
    ...(options.log && { log: options.log }),
  });
  app.removeContentTypeParser('application/octet-stream');
  const cards = new Cards(desk);
  deskRoutes(app, desk, cards, await Acts.open(join(config.state, 'acts')));
  if (config.pages !== undefined) {
    await pageRoutes(app, join(config.pages, 'desk'), '/desk/');
    await pageRoutes(app, join(config.pages, 'kiosk'), '/kiosk/');
  }
  const ops = createOps(metrics, {
    serves: () => desk.journal.assertWritable(),
    ready: async () => {
      await desk.journal.assertWritable();
      if (!desk.link.up)
        throw new Error(`no link with the centre since ${new Date(desk.link.since * 1000).toISOString()}`);
    },
  });
  const url = await app.listen({ ...config.listen });
  const opsUrl = await ops.listen({ ...config.ops });
  const failed = (error: Error): void => app.log.error({ error: error.name }, 'delivery failed');
  const unproved = (error: Error): void =>
    app.log.error({ error: error.message }, 'change of hours not proved: the end that was known stays');
  const timers =
    options.timers === false
      ? []
      : [
          every(DELIVERY_INTERVAL_MS, () => cards.deliver().catch(failed)),
          every(HOURS_INTERVAL_MS, () => followHours(desk).catch(unproved)),
        ];
  return {
    url,
    opsUrl,
    desk,
    deliver: () => cards.deliver(),
    stop: async () => {
      await app.close();
      await Promise.all(timers.map((timer) => timer.stop()));
      await ops.close();
      await desk.journal.close();
      unlock();
    },
  };
}
