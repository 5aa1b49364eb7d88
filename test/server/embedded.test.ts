/** Test that a folder of the embedded PostgreSQL is emptied only while its first start is incomplete. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startEmbedded, type EmbeddedDatabase } from '#server/rehearsal/database/embedded.ts';
import { until } from './support/until.ts';

const home = await mkdtemp(join(tmpdir(), 'sivei-embedded-'));
await chmod(home, 0o755); // for root the database runs as another user, who must be able to enter the folder
const password = join(home, 'owner-password');
let running: EmbeddedDatabase | undefined;

afterAll(async () => {
  await running?.stop();
  await rm(home, { recursive: true, force: true });
});

async function query(text: string): Promise<unknown[]> {
  running = await startEmbedded(home);
  const client = new Client({ connectionString: running.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
    await running.stop();
    running = undefined;
  }
}

test('a database whose password is missing is left alone, however often it is started', async () => {
  await query('create table kept as select 1 as one');
  const secret = await readFile(password, 'utf8');
  await rm(password);
  const missing = /owner-password.* is missing/;
  await expect(startEmbedded(home)).rejects.toThrow(missing);
  await expect(startEmbedded(home)).rejects.toThrow(missing);
  await writeFile(password, secret, { mode: 0o600 });
  expect(await query('select one from kept')).toEqual([{ one: 1 }]);
});

test.runIf(process.platform === 'linux')(
  'a server that was killed and that nobody has been told of yet is waited for',
  async () => {
    await query('select 1');
    const { uid, gid } = await stat(join(home, 'data')); // PostgreSQL ignores processes of other users
    // The shell becomes `sleep`, which never reaps the child of the shell.
    const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      cwd: '/',
      uid,
      gid,
    });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    await until(async () => / Z /.test(await readFile(`/proc/${pid}/stat`, 'utf8'))); // a zombie
    await writeFile(join(home, 'data', 'postmaster.pid'), `${pid}\n${join(home, 'data')}\n`);
    setTimeout(() => parent.kill('SIGKILL'), 1_000);
    expect(await query('select one from kept')).toEqual([{ one: 1 }]);
  },
);
