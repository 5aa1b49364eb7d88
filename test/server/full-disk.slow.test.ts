import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, open, rm, rmdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { postBytes, Setting, type Answer } from './support/running.ts';
import { until } from './support/until.ts';
import { miniChoices } from '../negative/mini.ts';
import * as votingApi from '#server/api/voting.ts';

const BALLOTS = 40;

// Only root can mount a small disk.
describe.runIf(process.getuid?.() === 0)('database: its disk is full', () => {
  let disk: string;
  let setting: Setting;
  let voting: VotingProcess;

  beforeAll(async () => {
    const before = process.env['TMPDIR'];
    disk = await mkdtemp(join(tmpdir(), 'sivei-disk-'));
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', disk]);
    if (status !== 0) throw new Error('the small disk could not be mounted');
    await chmod(disk, 0o755);
    process.env['TMPDIR'] = disk;
    setting = await Setting.onOwnPostgres();
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    voting = await startVoting(setting.config, { clock: setting.clock, log: { write: () => undefined } });
    await setting.open(voting.url, BALLOTS + 1);
  });
  afterAll(async () => {
    await voting?.stop();
    await setting?.end();
    spawnSync('umount', [disk]);
    await rmdir(disk);
  });

  const send = async (i: number, ballot: Uint8Array): Promise<Answer> =>
    postBytes(`${voting.url}${votingApi.castBallot.path}`, ballot, await setting.ticket(setting.voters[i]!));

  test('what was acknowledged stays, what was not is taken again when there is room', async () => {
    const ballots: Uint8Array[] = [];
    for (const voter of setting.voters) {
      ballots.push(setting.ballot(voter, miniChoices));
      await setImmediate(); // so that fetch notices when the server closes an idle connection
    }
    const first = await send(BALLOTS, ballots[BALLOTS]!);
    expect(first).toMatchObject({ status: 200 });
    await fill(join(disk, 'ballast'), disk);
    const answers = await Promise.all(ballots.slice(0, BALLOTS).map((ballot, i) => send(i, ballot)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0); // otherwise the disk was not full
    for (const { status } of refused) expect([500, 503]).toContain(status);
    await rm(join(disk, 'ballast'));
    for (const [i, ballot] of ballots.slice(0, BALLOTS).entries()) {
      let again: Answer | undefined;
      await until(async () => (again = await send(i, ballot).catch(() => undefined))?.status === 200);
      if (answers[i]!.status === 200) expect(again!.body['index']).toBe(answers[i]!.body['index']);
    }
    const { rows } = await voting.board.pool.query<{ bytes: Buffer }>(
      'select bytes from voting.entry where kind = 64',
    );
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    expect(rows.map(({ bytes }) => hex(bytes)).toSorted()).toEqual(ballots.map(hex).toSorted());
  });
});

/** Writes until the disk is full. */
async function fill(path: string, disk: string): Promise<void> {
  const file = await open(path, 'w');
  const block = new Uint8Array(4096);
  try {
    for (;;) await file.write(block);
  } catch {
    expect((await statfs(disk)).bavail).toBeLessThan(4);
  } finally {
    await file.close();
  }
}
