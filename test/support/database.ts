/** Databases for test files, with all tables and both roles. @module */

import { randomBytes } from 'node:crypto';
import { asOwner, startMigrated, urlIn, type TestDatabase } from './migrated-database.ts';
import { runTemplate } from './run-database.ts';

export { urlIn, type TestDatabase };

/** Returns a new database in the PostgreSQL of the test run. Outside a test run it starts a PostgreSQL for it. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = await runTemplate();
  if (!template) return ownPostgres();
  const { ownerUrl, registryUrl, votingUrl } = template;
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asOwner(ownerUrl, `create database ${name} template sivei`);
  return {
    ownerUrl: urlIn(ownerUrl, name),
    registryUrl: urlIn(registryUrl, name),
    votingUrl: urlIn(votingUrl, name),
    stop: () => asOwner(ownerUrl, `drop database ${name} with (force)`),
  };
}

/** Starts a PostgreSQL in the temporary folder, which a test may kill, or whose disk it may fill. */
export const ownPostgres = (): Promise<TestDatabase> => startMigrated();
