/**
 * Site of the demonstration's election: the desk, its pages for clerks, kiosk and wall display, and its day from the
 * kit to the closing.
 * @module
 */

import { fileURLToPath } from 'node:url';
import { toHex } from '#crypto/bytes.ts';
import { envelopeOpener } from '#crypto/envelope.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import type { DeskConfig } from '../../desk/config.ts';
import { staffFile } from '../../desk/process.ts';
import { Staff } from '../../desk/staff.ts';
import { readSecret } from '../../shared/keys.ts';
import type { Children } from './children.ts';
import type { Home } from '../parties/folder.ts';
import type { ManifestTemplate } from '../parties/parties.ts';
import { registryCommand } from './registry-command.ts';
import * as votingApi from '../../api/voting.ts';

const program = fileURLToPath(new URL('../../desk/main.ts', import.meta.url));

/** Names and PINs of the site's staff. They are public, so they are for rehearsals only. */
export const siteStaff = {
  clerk: { name: 'ana', pin: '246810' },
  supervisor: { name: 'eva', pin: '135790' },
} as const;

const CODE = 'chicago';
const CODES = '200';

/** Returns the site for a manifest template. `atHours` later sets the site's hours to the voting hours. */
export const siteTemplate = (graceSeconds: number): ManifestTemplate['sites'][number] => ({
  code: CODE,
  name: { es: 'Consulado en Chicago (demostración)', en: 'Consulate in Chicago (demonstration)' },
  zone: 'America/Chicago',
  starts: '',
  ends: '',
  graceSeconds,
  deliverySeconds: graceSeconds,
  walkIns: 1500,
  moves: true,
});

/** Returns rows for the roll's file: people who are registered for the site, and people who are registered for none. */
export function siteRows({ manifest }: Election): string[] {
  const [style] = manifest.styles;
  const row = (key: string, name: string, modality: string, site: string): string =>
    `${key},${name},${style!.units[0]!},${style!.id},${modality},,,${site},yes`;
  return [
    ...[1, 2, 3, 4].map((n) => row(`SEDE000${n}`, `Persona registrada aquí ${n}`, 'in-person', CODE)),
    ...[1, 2].map((n) => row(`PASO000${n}`, `Persona sin registro ${n}`, 'walk-in', '')),
  ];
}

/** Writes the site's keys, and the key with which the voting process decrypts ballots that kiosks keep. */
export async function writeSiteKeys(home: Home, siteKey: string): Promise<void> {
  await home.write('site.key', siteKey);
  for (const name of ['kit.key', 'envelopes.key']) await home.write(name, toHex(randomBytes(32)));
}

/**
 * Publishes the site's pool of credentials and writes the desk's kit with their codes. Must be called before the
 * opening.
 */
export async function makeSiteKit(home: Home, { id }: Election): Promise<void> {
  if (await home.has('kit')) return;
  const { publicKey } = await envelopeOpener(await readSecret(home.file('kit.key'), 32), 'desk-kit', id);
  const options = ['--desk-key', toHex(publicKey), '--codes', CODES, '--out', home.file('kit')];
  await registryCommand(home, 'kit', CODE, ...options);
}

export interface SiteOptions {
  readonly port: number;
  readonly registry: string;
  readonly voting: string;
  /**
   * Program that builds the pages, with the options `--manifest`, `--site`, `--voting`, `--desk`, `--envelope-key`,
   * `--out`.
   */
  readonly builder: string;
}

/** Builds the site's pages, starts the desk, and returns the address of the desk. */
export async function startSite(home: Home, children: Children, options: SiteOptions): Promise<string> {
  const { port, registry, voting, builder } = options;
  const host = '127.0.0.1';
  const config: DeskConfig = {
    listen: { host, port },
    ops: { host, port: port + 1 },
    manifest: home.file('manifest.json'),
    site: CODE,
    registry,
    voting,
    keys: { site: { file: home.file('site.key') }, kit: home.file('kit.key') },
    kit: home.file('kit'),
    state: home.file('desk'),
    pages: home.file('site-pages'),
  };
  const { key } = (await (await fetch(`${voting}${votingApi.readEnvelopeKey.path}`)).json()) as {
    key: string;
  };
  const pages = {
    manifest: config.manifest,
    site: CODE,
    voting,
    desk: `http://${host}:${port}`,
    'envelope-key': key,
    out: config.pages!,
  };
  const args = Object.entries(pages).flatMap(([name, value]) => [`--${name}`, value]);
  await children.run('site pages', ['--import', 'tsx', builder, ...args]);
  const file = await home.write('desk.json', JSON.stringify(config, undefined, 2));
  const url = await children.start({
    name: 'desk',
    args: ['--import', 'tsx', program, file],
    listens: /desk listening on (\S+)/,
  });
  const staff = new Staff(staffFile(config), () => 0);
  for (const [role, { name, pin }] of Object.entries(siteStaff))
    await staff.add(name, role as keyof typeof siteStaff, pin);
  return url;
}

/** Closes the site after its hours, unless it is closed already. The closing does not wait for reports of kiosks. */
export async function closeSite(desk: string): Promise<void> {
  const { clerk, supervisor } = siteStaff;
  const ask = async (path: string, body?: object, session = ''): Promise<Record<string, unknown>> => {
    const response = await fetch(`${desk}/${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { ...(body && { 'content-type': 'application/json' }), authorization: `Bearer ${session}` },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`desk, ${path}: ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
  const { session } = (await ask('login', clerk)) as { session: string };
  const { stage, devices } = (await ask('state')) as { stage: string; devices: { name: string }[] };
  if (stage === 'closed') return;
  if (stage === 'before') await ask('opening', { supervisor }, session);
  const without = devices.map(({ name }) => name);
  await ask('closing', { supervisor, explanations: 'Demostración.', without }, session);
}
