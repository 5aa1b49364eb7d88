/** Databases of test files, with this version's tables and both roles. @module */

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startMigrated, type TestDatabase } from './migrated-database.ts';
import { runTemplate, type Urls } from './run-database.ts';

export type { TestDatabase };

/** Returns a database of the run's PostgreSQL; outside a run of the tests, one of a PostgreSQL of its own. */
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

/** Returns a PostgreSQL that a test may kill or fill, in the temporary folder. */
export async function ownPostgres(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'sivei-db-'));
  await chmod(folder, 0o755); // as root, the database runs as another user, who must get there
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
