/**
 * `npm run load`: sends ballots at a steady rate to voting processes on this machine, and checks the answers.
 * @module
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { Client } from 'pg';
import { encodeElement } from '#crypto/group.ts';
import { startVoting } from '#server/voting/process.ts';
import { drawVotes, type Draw } from '../election/choices.ts';
import { loadExample } from '../election/examples.ts';
import { seededNumbers } from '../election/seeded.ts';
import { ManyVoters } from '../scale/many-voters.ts';
import { aroundNow } from '../server/support/anytime.ts';
import { Setting } from '../server/support/running.ts';
import { spawnVoting, stopVoting, type Child } from '../server/support/voting-process.ts';
import { sendAll, type Cast, type Figures } from './send.ts';

interface Arguments {
  readonly rate: number;
  readonly seconds: number;
  readonly nodes: number;
  readonly threads: number;
  readonly interval: number;
  /** Ballots per second that go to the server. All others go to bare-listener.mjs. */
  readonly toServer?: number;
  readonly json?: string;
}

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number above 0 is needed');
  return Number(text);
};

const options = new Command('npm run load --')
  .description(
    'Makes an election of 17 options with as many voters as ballots are to come, then sends their ballots at a steady\n' +
      'rate, each once and whatever the answers take, to voting processes on one real PostgreSQL. All of it, and the\n' +
      'sender, on this machine. Exit code 0: every ballot has a receipt or was told to come back (busy), and the board\n' +
      'has those with a receipt.',
  )
  .option('--rate <n>', 'ballots a second', wholeNumber, 100)
  .option('--seconds <n>', 'for so long', wholeNumber, 300)
  .option('--nodes <n>', 'voting processes on the one database', wholeNumber, 1)
  .option('--threads <n>', 'of each, that check ballots', wholeNumber, 1)
  .option('--interval <ms>', 'between batches at least', wholeNumber, 250)
  .option(
    '--to-server <n>',
    'ballots a second that go to the server; the excess goes to a bare listener that answers 503 at once, which\n' +
      'shows the cost of sending alone',
    wholeNumber,
  )
  .option('--json <file>', 'writes the figures there')
  .parse()
  .opts<Arguments>();

process.exitCode = await main(options);

async function main(own: Arguments): Promise<number> {
  const { rate, seconds, nodes, threads, interval, toServer = rate } = own;
  const { template, draw } = loadExample('presidency-2024');
  const setting = await Setting.make(aroundNow(template));
  try {
    const casts = await prepare(setting, rate * seconds, draw ?? {});
    const children: Child[] = [];
    for (let i = 0; i < nodes; i += 1) {
      const directory = join(setting.home, `board-${i}`);
      children.push(await spawnVoting({ ...setting.config, threads, interval, directory }, setting.home));
    }
    setting.clock.live = true;
    console.log(
      `${rate} ballots a second for ${seconds} s, ${nodes} node(s), ${availableParallelism()} cores`,
    );
    const bare = toServer < rate ? await bareListener() : undefined;
    const urlOf = (i: number): string =>
      bare && (i * toServer) % rate >= toServer ? bare.url : children[i % children.length]!.url;
    const measured = await sendAll(urlOf, casts, rate);
    const onBoard = await countOnBoard(setting);
    const figures = { rate, nodes, threads, interval, toServer, ...measured.figures, onBoard };
    print(figures, measured.others);
    if (own.json !== undefined) await writeFile(own.json, `${JSON.stringify(figures, null, 2)}\n`);
    for (const child of children) await stopVoting(child);
    bare?.end();
    return figures.unanswered === 0 && onBoard === figures.receipts ? 0 : 1;
  } finally {
    await setting.end();
  }
}

function print(figures: Figures & { readonly onBoard: number }, others: ReadonlyMap<string, number>): void {
  const { sent, receipts, busy, unanswered, seconds, goodput, onBoard } = figures;
  console.log(
    `answered in ${seconds.toFixed(1)} s: ${sent} ballots; receipts ${receipts}, busy ${busy}, unanswered ${unanswered}`,
  );
  if (others.size > 0) console.log([...others].map(([name, count]) => `${name}: ${count}`).join(', '));
  console.log(`receipts a second: ${goodput.toFixed(1)}`);
  const { p50, p90, p95, p99, longest, busyP99 } = figures;
  console.log(
    `ms to the receipt: p50 ${p50}, p90 ${p90}, p95 ${p95}, p99 ${p99}, longest ${longest}; ms to busy: p99 ${busyP99}`,
  );
  console.log(`on the board: ${onBoard}`);
}

async function bareListener(): Promise<{ readonly url: string; end(): void }> {
  const child = fork(new URL('./bare-listener.mjs', import.meta.url));
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, end: () => child.disconnect() };
}

/** Opens an election. Returns a ballot and a ticket for each of the `count` voters. */
async function prepare(setting: Setting, count: number, draw: Draw): Promise<Cast[]> {
  const { election } = setting;
  const voting = await startVoting(
    { ...setting.config, directory: join(setting.home, 'board-0') },
    { clock: setting.clock, log: { write: () => undefined } },
  );
  const officials = await setting.begin(voting.url);
  const voters = new ManyVoters(
    { manifest: election.bytes, key: encodeElement(officials.key) },
    availableParallelism(),
  );
  const bar = new SingleBar({ format: 'making ballots {bar} {value}/{total}' });
  bar.start(count, 0);
  try {
    const votes = drawVotes(election, draw, count, seededNumbers('load'));
    const credentials = await voters.issue(count);
    await setting.listAll(credentials.map((X, i) => ({ X, unit: votes[i]!.unit })));
    setting.clock.time = Math.floor(Date.now() / 1000);
    await officials.open(
      election.manifest.units.map((_, unit) => votes.filter((vote) => vote.unit === unit).length),
    );
    await voting.stop();
    const casts: Cast[] = [];
    const notAfter = Math.floor(Date.now() / 1000) + 7_000;
    for await (const ballot of voters.ballots(votes)) {
      const X = credentials[casts.length]!;
      casts.push({ ballot, ticket: await setting.ticket({ X }, notAfter) });
      bar.update(casts.length);
    }
    return casts;
  } finally {
    bar.stop();
    await voters.end();
  }
}

async function countOnBoard(setting: Setting): Promise<number> {
  const client = new Client({ connectionString: setting.database.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ count: string }>('select count(*) from voting.ballot');
  await client.end();
  return Number(rows[0]!.count);
}
