/** Databases for test files, with all tables and both roles. @module */

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startMigrated, type TestDatabase } from './migrated-database.ts';
import { runTemplate, type Urls } from './run-database.ts';

export type { TestDatabase };

/** Returns a new database in the PostgreSQL of the test run. Outside a test run it starts a PostgreSQL for it. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = await runTemplate();
  if (!template) return ownPostgres();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asOwner(template, `create database ${name} template sivei`);
  const urlIn = (url: string): string => url.replace('/sivei?', `/${name}?`);
  return {
    ownerUrl: urlIn(template.ownerUrl),
    registryUrl: urlIn(template.registryUrl),
    votingUrl: urlIn(template.votingUrl),
    stop: () => asOwner(template, `drop database ${name} with (force)`),
  };
}

/** Starts a PostgreSQL in the temporary folder, which a test may kill, or whose disk it may fill. */
export async function ownPostgres(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'sivei-db-'));
  await chmod(folder, 0o755); // for root the database runs as another user, who must be able to enter the folder
  return startMigrated(folder);
}

async function asOwner({ ownerUrl }: Urls, statement: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl.replace('/sivei?', '/postgres?') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
