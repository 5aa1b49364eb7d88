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
  registryCommands: fileURLToPath(new URL('../registry/cli.ts', import.meta.url)),
} as const;

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
): Promise<Addresses> {
  const witnesses: string[] = [];
  for (const [i] of demo.witnesses.entries()) witnesses.push(await startWitness(home, demo, children, i + 1));
  const host = '127.0.0.1';
  const ops = { voting: ports.voting + 1, registry: ports.registry + 1 };
  const voting: VotingConfig = {
    database: await roleUrl(ownerUrl, 'sivei_voting'),
    listen: { host, port: ports.voting },
    ops: { host, port: ops.voting },
    manifest: home.file('manifest.json'),
    directory: home.file('board'),
    keys: {
      board: { file: home.file('board.key') },
      log: home.file('log.key'),
      ticket: demo.keyring.ticketKey,
    },
    witnesses: demo.witnesses.map((vkey, i) => ({ vkey, url: witnesses[i]! })),
  };
  const votingUrl = `http://${host}:${ports.voting}`;
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
    voting: votingUrl,
    booth: `${votingUrl}/booth`,
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

/** A command of the registry's program: `import <csv>`, `issue`, `admissions`. */
export async function registryCommand(home: Home, ...command: readonly string[]): Promise<void> {
  const args = [
    '--import',
    'tsx',
    programs.registryCommands,
    '--config',
    home.file('registry.json'),
    ...command,
  ];
  await run(process.execPath, args);
}
