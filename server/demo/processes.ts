/** The processes of a demonstration: witnesses, voting, registry. @module */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { roleUrl } from '../database/migrate.ts';
import type { Children } from '../start/children.ts';
import type { VotingConfig } from '../voting/config.ts';
import { witnessKeyFile, type DemoElection } from './election.ts';
import type { Home } from './home.ts';

const run = promisify(execFile);
const programs = {
  voting: fileURLToPath(new URL('../voting/main.ts', import.meta.url)),
  registry: fileURLToPath(new URL('../registry/main.ts', import.meta.url)),
} as const;

const helpLines = fileURLToPath(new URL('./help-lines.json', import.meta.url));

/** Programs that are not the server's own. */
export interface OtherPrograms {
  /** Builds the booth: `--manifest`, `--registry`, `--voting`, `--help-lines`, `--out`. */
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

/** `ownerUrl` is the database's owner's; each process gets its own role's. */
export async function startProcesses(
  home: Home,
  demo: DemoElection,
  children: Children,
  ownerUrl: string,
  ports: Ports,
  { boothBuilder }: OtherPrograms,
): Promise<Addresses> {
  const witnesses: string[] = [];
  for (const [i] of demo.witnesses.entries()) witnesses.push(await startWitness(home, demo, children, i + 1));
  const host = '127.0.0.1';
  const ops = { voting: ports.voting + 1, registry: ports.registry + 1 };
  const [votingUrl, registryUrl] = [`http://${host}:${ports.voting}`, `http://${host}:${ports.registry}`];
  const booth = home.file('booth');
  if (boothBuilder !== undefined)
    await buildBooth(boothBuilder, home.file('manifest.json'), registryUrl, votingUrl, booth);
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
  return {
    witnesses,
    voting: await start('voting', voting),
    registry: await start('registry', registry),
    ops: { voting: `http://${host}:${ops.voting}`, registry: `http://${host}:${ops.registry}` },
  };
}

async function buildBooth(
  program: string,
  manifest: string,
  registry: string,
  voting: string,
  out: string,
): Promise<void> {
  const options = { manifest, registry, voting, 'help-lines': helpLines, out };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  await run(process.execPath, ['--import', 'tsx', program, ...args]);
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
