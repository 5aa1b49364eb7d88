/**
 * One PostgreSQL for a run of the tests. It starts when the first test file asks for it, so that a run of unit tests
 * has none.
 * @module
 */

import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { startMigrated, type TestDatabase } from './migrated-database.ts';

/** Environment variable with the socket at which test files ask for the database. */
const SOCKET = 'SIVEI_RUN_DATABASE';

/** URLs of the template. */
export type Urls = Omit<TestDatabase, 'stop'>;

/** Runs before all tests; returns the clean-up that runs after them. */
export default function serve(): () => Promise<void> {
  const path = join(tmpdir(), 'run-database');
  let started: Promise<TestDatabase> | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => undefined); // the test file has ended
    started ??= start();
    started.then(
      ({ stop: _, ...urls }) => socket.end(JSON.stringify(urls)),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    );
  });
  server.listen(path);
  process.env[SOCKET] = path;
  return async () => {
    server.close();
    await (await started?.catch(() => undefined))?.stop();
    await rm(path, { force: true });
  };
}

async function start(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'sivei-db-'));
  chmodSync(folder, 0o755); // as root, the database runs as another user, who must get there
  const database = await startMigrated(folder, { max_connections: '400' });
  const owner = new Client({ connectionString: database.ownerUrl.replace('/sivei?', '/postgres?') });
  await owner.connect();
  await owner.query('alter database sivei is_template true allow_connections false');
  await owner.end();
  return database;
}

/** Returns the URLs of the run's template; undefined outside a run of the tests. */
export async function runTemplate(): Promise<Urls | undefined> {
  const path = process.env[SOCKET];
  if (path === undefined) return undefined;
  const answer = JSON.parse(await text(createConnection(path))) as Urls | { readonly error: string };
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}
