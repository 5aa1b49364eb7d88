/** A folder of the embedded PostgreSQL is emptied only while its first start has not come to its end. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startEmbedded, type EmbeddedDatabase } from '#server/database/embedded.ts';

const home = await mkdtemp(join(tmpdir(), 'sivei-embedded-'));
await chmod(home, 0o755); // as root, the database runs as another user, who must get there
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
