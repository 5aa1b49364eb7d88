/** Processes of a demonstration: witnesses, voting process and registry. @module */

import { fileURLToPath } from 'node:url';
import { roleUrl } from '../../shared/database/migrate.ts';
import type { Children } from './children.ts';
import type { VotingConfig } from '../../voting/config.ts';
import { witnessKeyFile, type DemoElection } from '../parties/election.ts';
import type { Home } from '../parties/folder.ts';

const programs = {
  voting: fileURLToPath(new URL('../../voting/main.ts', import.meta.url)),
  registry: fileURLToPath(new URL('../../registry/main.ts', import.meta.url)),
} as const;

const helpLines = fileURLToPath(new URL('../parties/help-lines.json', import.meta.url));

export interface StartOptions {
  /** Called after each step that takes a while. */
  readonly step: (name: 'witnesses' | 'booth' | 'processes') => void;
  /**
   * Program that builds the voters' page, with the options `--manifest`, `--registry`, `--voting`, `--help-lines`,
   * `--out`.
   */
  readonly boothBuilder?: string;
}

export interface Ports {
  readonly voting: number;
  readonly registry: number;
}

export interface Addresses {
  readonly voting: string;
  readonly registry: string;
  readonly witnesses: readonly string[];
  readonly ops: { readonly voting: string; readonly registry: string };
}

/**
 * Starts the processes of the servers. `ownerUrl` connects to the database as its owner; each process gets a URL that
 * connects with its own database role.
 */
export async function startProcesses(
  home: Home,
  demo: DemoElection,
  children: Children,
  ownerUrl: string,
  ports: Ports,
  { boothBuilder, step }: StartOptions,
): Promise<Addresses> {
  const witnesses: string[] = [];
  for (const [i] of demo.witnesses.entries()) witnesses.push(await startWitness(home, demo, children, i + 1));
  step('witnesses');
  const host = '127.0.0.1';
  const ops = { voting: ports.voting + 1, registry: ports.registry + 1 };
  const [votingUrl, registryUrl] = [`http://${host}:${ports.voting}`, `http://${host}:${ports.registry}`];
  const booth = home.file('booth');
  if (boothBuilder !== undefined)
    await buildBooth(children, boothBuilder, {
      manifest: home.file('manifest.json'),
      registry: registryUrl,
      voting: votingUrl,
      'help-lines': helpLines,
      out: booth,
    });
  step('booth');
  const voting: VotingConfig = {
    database: await roleUrl(ownerUrl, 'sivei_voting'),
    listen: { host, port: ports.voting },
    ops: { host, port: ops.voting },
    manifest: home.file('manifest.json'),
    directory: home.file('board'),
    ...(boothBuilder !== undefined && { booth }),
    keys: {
      board: { file: home.file('board.key') },
      log: home.file('log.key'),
      ticket: demo.keyring.ticketKey,
      ...(demo.election.sites.length > 0 && { envelopes: home.file('envelopes.key') }),
    },
    witnesses: demo.witnesses.map((vkey, i) => ({ vkey, url: witnesses[i]! })),
  };
  const registry = {
    database: await roleUrl(ownerUrl, 'sivei_registry'),
    listen: { host, port: ports.registry },
    ops: { host, port: ops.registry },
    manifest: home.file('manifest.json'),
    keys: {
      registrar: { file: home.file('registrar.key') },
      ticket: { file: home.file('ticket.key') },
      sealing: {
        token: { kind: 'software', directory: home.file('registry-token') },
        key: 'seal',
        pinFile: home.file('registry.pin'),
      },
    },
    helpLines,
    voting: votingUrl,
    booth: `${votingUrl}/booth/`,
    origins: [votingUrl],
    mail: { demo: home.file('outbox') },
    sms: { demo: home.file('outbox') },
  };
  const start = async (name: 'voting' | 'registry', config: unknown): Promise<string> => {
    const file = await home.write(`${name}.json`, JSON.stringify(config, undefined, 2));
    const args = ['--import', 'tsx', programs[name], file];
    return children.start({ name, args, listens: new RegExp(`${name} listening on (\\S+)`) });
  };
  const addresses = {
    voting: await start('voting', voting),
    registry: await start('registry', registry),
  };
  step('processes');
  return {
    ...addresses,
    witnesses,
    ops: { voting: `http://${host}:${ops.voting}`, registry: `http://${host}:${ops.registry}` },
  };
}

async function buildBooth(
  children: Children,
  program: string,
  options: Readonly<Record<string, string>>,
): Promise<void> {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  await children.run('booth', ['--import', 'tsx', program, ...args]);
}

async function startWitness(
  home: Home,
  { election, witnessProgram }: DemoElection,
  children: Children,
  number: number,
): Promise<string> {
  const state = home.file(`witness-${number}`);
  const isNew = !(await home.has(`witness-${number}`));
  const args = ['--import', 'tsx', witnessProgram, 'witness', witnessKeyFile(home, number)];
  const options = ['--listen', '0', '--log', election.manifest.board.logKey, '--state', state];
  return children.start({
    name: `witness-${number}`,
    args: [...args, ...options, ...(isNew ? ['--new-logs'] : [])],
    listens: /(http:\/\/\S+)/,
  });
}
