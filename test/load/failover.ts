/**
 * `npm run rehearse:failover`: kills the primary database of the voting process (kill -9) while ballots arrive. Checks
 * that a standby that lags behind and is promoted by mistake is refused, and that the synchronous standby continues
 * with every acknowledged ballot.
 * @module
 */

import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbedded } from '#server/rehearsal/database/embedded.ts';
import { migrate, roleUrl } from '#server/shared/database/migrate.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { runVerifier } from '../election/verify.ts';
import { miniChoices } from '../negative/mini.ts';
import { postBytes, Setting, type Voter } from '../server/support/running.ts';
import { Standby } from './standby.ts';
import * as votingApi from '#server/api/voting.ts';

const VOTERS = 120;
/** Number of ballots before the synchronous standby is set up, and before the primary is killed. */
const [FIRST, UNTIL_KILL] = [20, 70];
const ABREAST = 6;

const home = await mkdtemp(join(tmpdir(), 'sivei-failover-'));
await chmod(home, 0o755);
const setting = await Setting.make();
/** Index on the board of each acknowledged ballot, by voter. */
const acknowledged = new Map<Voter, unknown>();
const standbys: Standby[] = [];
try {
  process.exitCode = await main();
} finally {
  for (const standby of standbys) await standby.stop();
  await setting.end();
  await rm(home, { recursive: true, force: true });
}

async function main(): Promise<number> {
  const primary = await startEmbedded(join(home, 'primary'));
  await migrate(primary.url);
  const votingUrl = await roleUrl(primary.url, 'sivei_voting');
  const voting = await start(votingUrl);
  const officials = await setting.open(voting.url, VOTERS);
  const ballots = new Map(setting.voters.map((voter) => [voter, setting.ballot(voter, miniChoices)]));

  for (const name of ['second', 'third'])
    standbys.push(await Standby.start(name, primary.url, join(home, 'primary', 'data'), join(home, name)));
  const [second, third] = standbys as [Standby, Standby];
  await castAll(voting, ballots, FIRST);
  await third.stop();
  say(`${acknowledged.size} ballots acknowledged; the third server stays behind from here`);
  await ask(primary.url, `alter system set synchronous_standby_names = 'second'`);
  await ask(primary.url, 'select pg_reload_conf()');
  await until(async () => {
    const rows = await ask(primary.url, 'select application_name, sync_state from pg_stat_replication');
    return rows.some(({ sync_state }) => sync_state === 'sync');
  });
  say('the second server is a synchronous standby');

  const answers = castAll(voting, ballots, VOTERS);
  await until(async () => acknowledged.size >= UNTIL_KILL);
  process.kill(await pidOf(join(home, 'primary', 'data')), 'SIGKILL');
  const died = performance.now();
  await answers;
  const before = new Map(acknowledged);
  await voting.stop();
  await primary.stop();
  say(`the primary was killed; ${before.size} ballots are acknowledged, ${VOTERS - before.size} are not`);

  await third.restart();
  await third.promote();
  const refusal = await start(third.urlFor(votingUrl)).then(
    async (wrong) => {
      await wrong.stop();
      return undefined;
    },
    (error: unknown) => (error as Error).message,
  );
  await third.stop();
  say(`the third server promoted by mistake: ${refusal ?? 'THE VOTING PROCESS STARTED'}`);

  const promoting = performance.now();
  await second.promote();
  const next = await start(second.urlFor(votingUrl));
  say(`the second server promoted: the voting process went on ${elapsed(promoting)} s after the order`);
  await castAll(next, ballots, VOTERS);
  say(`all ${acknowledged.size} ballots acknowledged ${elapsed(died)} s after the primary's death`);

  const again = await indexes(next, ballots);
  const lost = [...before].filter(([voter, index]) => again.get(voter) !== index).length;
  const onBoard = next.board.published?.ballots;
  say(`acknowledged before, and not where it was said: ${lost}; on the board: ${onBoard} of ${VOTERS}`);
  await setting.finish(next.url, officials);
  await next.stop();
  const verdict = await runVerifier(join(home, 'board'), 'en');
  const isRight =
    refusal?.includes('older state') === true && before.size < VOTERS && lost === 0 && onBoard === VOTERS;
  return isRight && verdict === 0 ? 0 : 1;
}

/** Starts the voting process as a supervisor does, with the same folder and this address of the database. */
function start(database: string): Promise<VotingProcess> {
  return startVoting(
    { ...setting.config, database, directory: join(home, 'board') },
    { clock: setting.clock, log: { write: () => undefined } },
  );
}

/** Sends each ballot of the first `count` voters that is not acknowledged once, several at a time. */
async function castAll(
  { url }: VotingProcess,
  ballots: ReadonlyMap<Voter, Uint8Array>,
  count: number,
): Promise<void> {
  const left = setting.voters
    .slice(0, count)
    .filter((voter) => !acknowledged.has(voter))
    .values();
  const send = async (): Promise<void> => {
    for (const voter of left) {
      const { status, body } = await postBytes(
        `${url}${votingApi.castBallot.path}`,
        ballots.get(voter)!,
        await setting.ticket(voter),
      );
      if (status === 200) acknowledged.set(voter, body['index']);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, send));
}

/** Sends each ballot again and returns the index on the board from the answer. The same bytes get the same answer. */
async function indexes(
  { url }: VotingProcess,
  ballots: ReadonlyMap<Voter, Uint8Array>,
): Promise<ReadonlyMap<Voter, unknown>> {
  const found = new Map<Voter, unknown>();
  for (const [voter, ballot] of ballots) {
    const { body } = await postBytes(
      `${url}${votingApi.castBallot.path}`,
      ballot,
      await setting.ticket(voter),
    );
    found.set(voter, body['index']);
  }
  return found;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(50);
}

async function pidOf(data: string): Promise<number> {
  return Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

function elapsed(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function say(text: string): void {
  console.log(text);
}
