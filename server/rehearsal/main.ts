/** `npm start`: runs the whole server on one machine, with a demonstration election that is open. @module */

import { appendFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { embeddedUrl } from './database/embedded.ts';
import { migrate } from '../shared/database/migrate.ts';
import { conductToOpening, conductToResult, type Milestone } from './conduct.ts';
import { demoElection } from './parties/election.ts';
import { Home } from './parties/folder.ts';
import { startProcesses } from './processes/processes.ts';
import { startSite } from './processes/site.ts';
import { ConfigurationError, exitCodeOf, exitCodes, sentenceOf } from '../shared/exit-codes.ts';
import { lockFolder } from '../shared/folder-lock.ts';
import { Children } from './processes/children.ts';
import { endLeftovers, noteRunning } from './processes/leftovers.ts';
import { ready } from './ready.ts';
import { resultText } from './result.ts';
import { assertFree } from './processes/ports.ts';
import { databaseInUse, words, type Language } from './words.ts';

const DATA = 'data';
const PORT = 8200;

interface Arguments {
  readonly data: string;
  readonly database?: string;
  readonly port: number;
  readonly voters: number;
  readonly minutes: number;
  readonly grace: number;
  readonly witnessProgram: string;
  readonly boothBuilder?: string;
  readonly site: boolean;
  readonly siteBuilder?: string;
  readonly lang: Language;
}

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('a whole number above 0 is needed');
  return Number(text);
};

const options = new Command('npm start --')
  .description(
    'Starts registry, voting process, board, two witnesses and a PostgreSQL on this machine, and a demonstration\n' +
      'election that is open. Started again, it goes on where it was. It is a rehearsal: this program plays authority and\n' +
      'trustees and keeps all keys in the data folder. How to run it for real: docs/operations.md.',
  )
  .option('--data <folder>', 'where everything is kept; remove it to begin anew', DATA)
  .option(
    '--database <url>',
    'an existing PostgreSQL, 17 or later (15 for a rehearsal), as the owner of a database (default: one of its own)',
  )
  .option('--port <n>', 'of the voting process; registry and desk take the next hundreds', wholeNumber, PORT)
  .option('--voters <n>', 'people on the roll of a new election', wholeNumber, 12)
  .option('--minutes <n>', 'for which a new election is open; then it is counted', wholeNumber, 14 * 24 * 60)
  .option('--grace <seconds>', 'after that for who is inside', wholeNumber, 1800)
  .requiredOption('--witness-program <file>', 'what the two witnesses run')
  .option('--booth-builder <file>', 'what builds the booth for the election (default: none is served)')
  .option('--site', 'a new election has a consulate too, with a desk and a kiosk', false)
  .option('--site-builder <file>', 'what builds the pages of a site')
  .addOption(new Option('--lang <language>', 'language of the output').choices(['es', 'en']).default('es'))
  .parse()
  .opts<Arguments>();

const say = words[options.lang];
const running = join(options.data, 'running.json');
const children = new Children({
  log: (name, line) => appendFileSync(join(options.data, 'log'), `${name} ${line}\n`),
  changed: (own) => noteRunning(running, own),
  broken: (name, said) => {
    console.error(`error: ${name}: ${said}`);
    void end(exitCodes.configuration);
  },
});
const ending = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0));
try {
  await main();
} catch (error) {
  if (!ending.signal.aborted) {
    console.error(`error: ${sentenceOf(error, options.lang)}`);
    await end(exitCodeOf(error));
  }
}

async function main(): Promise<void> {
  await mkdir(options.data, { recursive: true });
  await lockFolder(options.data);
  await endLeftovers(running, (left) => console.log(say.leftovers(left)));
  await assertFree([0, 1, 100, 101, ...(options.site ? [200, 201] : [])].map((n) => options.port + n));
  const home = await Home.at(options.data, () => {
    if (options.database !== undefined) throw new ConfigurationError(databaseInUse);
    console.log(say.restarting);
  });
  console.log(say.starting);
  const database = options.database ?? (await embedded(home.database));
  await migrate(database);
  console.log(say.steps.database);
  const demo = await demoElection(home, options);
  const ports = { voting: options.port, registry: options.port + 100 };
  const addresses = await startProcesses(home, demo, children, database, ports, {
    ...options,
    step: (name) => console.log(say.steps[name]),
  });
  const reached = (milestone: Milestone): void => console.log(say.milestones[milestone]);
  await conductToOpening(home, demo, addresses.voting, reached);
  await home.noteOpen();
  const { voting: votingUrl, registry } = addresses;
  const desk =
    demo.election.sites.length > 0 && options.siteBuilder !== undefined
      ? await startSite(home, children, {
          port: options.port + 200,
          registry,
          voting: votingUrl,
          builder: options.siteBuilder,
        })
      : undefined;
  const { election } = demo;
  const now = Date.now() / 1000;
  console.log(ready[options.lang]({ addresses, election, desk, voteOptions: voteOptions(), now }));
  const result = await conductToResult(home, demo, { votingUrl, desk }, reached, ending.signal);
  if (result) console.log(resultText(election, result, `${votingUrl}/board`, options.lang));
}

/** Returns the options of `npm run vote` for a demonstration that is not the default one. */
function voteOptions(): string {
  const { data, port } = options;
  const own = [...(data === DATA ? [] : ['--data', data]), ...(port === PORT ? [] : ['--port', port])];
  return own.length === 0 ? '' : ` -- ${own.join(' ')}`;
}

async function embedded(directory: string): Promise<string> {
  await children.start({
    name: 'database',
    args: ['--import', 'tsx', fileURLToPath(new URL('./database/main.ts', import.meta.url)), directory],
    listens: /database listening in (.*)/,
  });
  return embeddedUrl(directory);
}

async function end(code: number): Promise<void> {
  if (ending.signal.aborted) return;
  ending.abort();
  await children.end();
  process.exit(code);
}
