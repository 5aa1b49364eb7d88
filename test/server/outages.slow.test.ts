import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '#server/voting/board/clock.ts';
import { Leadership } from '#server/voting/board/leadership.ts';
import { startEmbedded } from '#server/rehearsal/database/embedded.ts';
import type { BoardStatus } from '#server/rehearsal/parties/board-client.ts';
import type { Officials } from '#server/rehearsal/parties/officials.ts';
import type { VotingConfig } from '#server/voting/config.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { runVerifier } from '../election/verify.ts';
import { postBytes, Setting, type Answer } from './support/running.ts';
import { until } from './support/until.ts';
import { miniChoices } from '../negative/mini.ts';
import * as votingApi from '#server/api/voting.ts';

describe('a voting process while something is away', () => {
  let setting: Setting;
  let officials: Officials;
  let next = 0;
  const running: VotingProcess[] = [];
  const cast: Uint8Array[] = [];

  beforeAll(async () => {
    setting = await Setting.onOwnPostgres();
    const voting = await startVoting(setting.config, { clock: setting.clock });
    officials = await setting.open(voting.url, 60);
    await voting.stop();
  });
  afterEach(async () => {
    for (const voting of running.splice(0)) await voting.stop();
  });
  let stopDatabase = async (): Promise<void> => undefined;
  afterAll(async () => {
    await stopDatabase();
    await setting?.end();
  });

  const start = async (change: Partial<VotingConfig> = {}): Promise<VotingProcess> => {
    const voting = await startVoting(
      { ...setting.config, ...change },
      { clock: setting.clock, log: { write: () => undefined } },
    );
    running.push(voting);
    return voting;
  };

  const vote = async ({
    url,
  }: VotingProcess): Promise<{ ballot: Uint8Array; send: () => Promise<Answer> }> => {
    const voter = setting.voters[next++]!;
    const ballot = setting.ballot(voter, miniChoices);
    const ticket = await setting.ticket(voter);
    return { ballot, send: () => postBytes(`${url}${votingApi.castBallot.path}`, ballot, ticket) };
  };

  const succeeds = async (voting: VotingProcess): Promise<void> => {
    const { ballot, send } = await vote(voting);
    expect(await send()).toMatchObject({ status: 200 });
    cast.push(ballot);
  };

  const ready = async ({ opsUrl }: VotingProcess): Promise<boolean> => (await fetch(`${opsUrl}/readyz`)).ok;

  test('witnesses: nobody gets a receipt without their quorum, and then everybody', async () => {
    const voting = await start();
    setting.witnesses[1]!.answers = false;
    const { ballot, send } = await vote(voting);
    const answer = send();
    await until(async () => !(await ready(voting)));
    // A failure that all nodes share must not take any node out of service.
    expect((await fetch(`${voting.opsUrl}/servez`)).ok).toBe(true);
    const { rows } = await voting.board.pool.query('select from voting.checkpoint where note is null');
    expect(rows.length).toBeLessThan(3); // checkpoints without cosignatures do not accumulate
    setting.witnesses[1]!.answers = true;
    expect(await answer).toMatchObject({ status: 200 });
    cast.push(ballot);
    await until(() => ready(voting));
  });

  test('database: killed while ballots come, started again', async () => {
    const voting = await start();
    await succeeds(voting);
    const votes = await Promise.all(Array.from({ length: 8 }, () => vote(voting)));
    const answers = Promise.all(votes.map(({ send }) => send()));
    const owner = new Client({ connectionString: setting.database.ownerUrl });
    owner.on('error', () => undefined);
    await owner.connect();
    const { rows } = await owner.query<{ data_directory: string }>('show data_directory');
    const data = rows[0]!.data_directory;
    const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    const first = await answers;
    for (const { status } of first) expect([200, 500, 503]).toContain(status);
    const status = await fetch(`${voting.url}${votingApi.readStatus.path}`); // needs no query to the database
    expect(status.status).toBe(200);
    const { ballots } = (await status.json()) as BoardStatus;
    expect(ballots).toBeGreaterThanOrEqual(
      cast.length + first.filter((answer) => answer.status === 200).length,
    );
    expect(ballots).toBeLessThanOrEqual(cast.length + first.length);
    await until(async () => {
      const restarted = await startEmbedded(dirname(data)).catch(() => undefined); // old processes may still be ending
      if (restarted) stopDatabase = () => restarted.stop();
      return restarted !== undefined;
    });
    for (const [i, { ballot, send }] of votes.entries()) {
      const again = await untilAnswered(send);
      expect(again).toMatchObject({ status: 200 });
      // Every ballot that was acknowledged before the crash keeps its index.
      if (first[i]!.status === 200) expect(again.body['index']).toBe(first[i]!.body['index']);
      cast.push(ballot);
    }
  });

  test('two nodes that both believe to lead make one log', async () => {
    const lead = vi.spyOn(Leadership.prototype, 'lead').mockResolvedValue(true);
    try {
      const nodes = [await start(), await start({ directory: join(setting.home, 'board-2') })];
      const votes = await Promise.all(Array.from({ length: 24 }, (_, i) => vote(nodes[i % 2]!)));
      const answers = await Promise.all(votes.map(({ send }) => send()));
      for (const answer of answers) expect(answer).toMatchObject({ status: 200 });
      expect(new Set(answers.map(({ body }) => body['index'])).size).toBe(24);
      cast.push(...votes.map(({ ballot }) => ballot));
      const sizes = async (): Promise<number[]> => nodes.map(({ board }) => board.published!.size);
      await until(async () => new Set(await sizes()).size === 1);
      const [a, b] = await Promise.all(
        ['board', 'board-2'].map((name) => readFile(join(setting.home, name, 'checkpoint'), 'utf8')),
      );
      expect(a!.split('\n').slice(0, 3)).toEqual(b!.split('\n').slice(0, 3)); // origin, size, root
    } finally {
      lead.mockRestore();
    }
  });

  test.runIf(process.getuid?.() === 0)('disk: full where the board’s files are', async () => {
    const disk = join(setting.home, 'small');
    await mkdir(disk);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status).toBe(0);
    try {
      const voting = await start({ directory: join(disk, 'board') });
      await succeeds(voting);
      await writeFile(join(disk, 'ballast'), new Uint8Array(8 << 20)).catch(() => undefined); // as much as fits
      const { ballot, send } = await vote(voting);
      const answer = send();
      await until(async () => !(await ready(voting)));
      await rm(join(disk, 'ballast'));
      expect(await answer).toMatchObject({ status: 200 });
      cast.push(ballot);
      await Promise.all(running.splice(0).map((one) => one.stop()));
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('clock: an hour that cannot be believed is not written down', async () => {
    let [wall, steady] = [1_000, 0];
    const clock = systemClock(
      () => wall,
      () => steady,
    );
    [wall, steady] = [1_100, 100];
    expect(() => clock.assertSane(1_100)).not.toThrow();
    expect(() => clock.assertSane(1_131)).toThrow('disagree');
    [wall, steady] = [4_700, 101];
    expect(() => clock.assertSane(4_700)).toThrow('jumped');
    wall = 1_000;
    expect(() => clock.assertSane(1_000)).toThrow('jumped');

    const jumped = vi.spyOn(setting.clock, 'assertSane').mockImplementation(() => {
      throw new Error('the clock jumped');
    });
    const voting = await start();
    const before = await voting.board.store.size();
    const { ballot, send } = await vote(voting);
    const answer = send();
    await until(async () => !(await ready(voting)));
    expect(await voting.board.store.size()).toBe(before);
    jumped.mockRestore();
    expect(await answer).toMatchObject({ status: 200 });
    cast.push(ballot);
  });

  test('database: restored from an older state, it does not start', async () => {
    const owner = new Client({ connectionString: setting.database.ownerUrl });
    await owner.connect();
    await owner.query('create database older template sivei');
    await owner.end();
    const voting = await start();
    await succeeds(voting);
    await Promise.all(running.splice(0).map((one) => one.stop()));
    const database = setting.config.database.replace('/sivei?', '/older?');
    await expect(start({ database, directory: join(setting.home, 'older') })).rejects.toThrow('older state');
  });

  test('database: an entry that was changed in it does not get signed', async () => {
    const owner = new Client({ connectionString: setting.database.ownerUrl });
    await owner.connect();
    await owner.query('create database changed template sivei');
    await owner.end();
    const url = setting.database.ownerUrl.replace('/sivei?', '/changed?');
    const changed = new Client({ connectionString: url });
    await changed.connect();
    await expect(changed.query('update voting.entry set leaf = bytes where index = 5')).rejects.toThrow(
      'only grows',
    );
    await changed.query('alter table voting.entry disable trigger all');
    await changed.query(`update voting.entry set leaf = sha256('other') where index = 5`);
    await changed.end();
    const database = setting.config.database.replace('/sivei?', '/changed?');
    await expect(start({ database, directory: join(setting.home, 'changed') })).rejects.toThrow(
      'one was changed',
    );
  });

  test('after all that: every ballot once, and a verdict', async () => {
    const voting = await start();
    const { rows } = await voting.board.pool.query<{ bytes: Buffer }>(
      'select bytes from voting.entry where kind = 64',
    );
    const on = rows.map(({ bytes }) => bytes.toString('hex'));
    expect(on.toSorted()).toEqual(cast.map((ballot) => Buffer.from(ballot).toString('hex')).toSorted());
    const result = await setting.finish(voting.url, officials);
    expect(result[0]!.totals[1]).toBe(cast.length);
    expect(await runVerifier(setting.config.directory, 'en')).toBe(0);
  });
});

/** Retries until an answer is final. */
async function untilAnswered(send: () => Promise<Answer>): Promise<Answer> {
  let answer: Answer | undefined;
  await until(async () => {
    answer = await send().catch(() => undefined);
    return answer !== undefined && answer.status < 500;
  });
  return answer!;
}
