/**
 * PostgreSQL that all test files of a run share. It starts when the first test file asks for it, so that a run of unit
 * tests starts none.
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

/** URLs of the template database, from which those of test files are copied. */
export type Urls = Omit<TestDatabase, 'stop'>;

/** Serves the URLs at the socket. Vitest calls it before all tests, and the returned function after them. */
export default function serve(): () => Promise<void> {
  const path = join(tmpdir(), 'run-database');
  let started: Promise<TestDatabase> | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => undefined); // the test file has ended
    started ??= start();
    started.then(
      ({ ownerUrl, registryUrl, votingUrl }) =>
        socket.end(JSON.stringify({ ownerUrl, registryUrl, votingUrl } satisfies Urls)),
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
  chmodSync(folder, 0o755); // for root the database runs as another user, who must be able to enter the folder
  const database = await startMigrated(folder, { max_connections: '400' });
  const owner = new Client({ connectionString: database.ownerUrl.replace('/sivei?', '/postgres?') });
  await owner.connect();
  await owner.query('alter database sivei is_template true allow_connections false');
  await owner.end();
  return database;
}

/** Returns the URLs of the template database of the test run. Returns undefined outside a test run. */
export async function runTemplate(): Promise<Urls | undefined> {
  const path = process.env[SOCKET];
  if (path === undefined) return undefined;
  const answer = JSON.parse(await text(createConnection(path))) as Urls | { readonly error: string };
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}
