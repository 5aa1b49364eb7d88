/** PostgreSQL server for tests, with all tables and both roles. @module */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded } from '#server/rehearsal/database/embedded.ts';
import { migrate, roleUrl } from '#server/shared/database/migrate.ts';
import type { Urls } from './run-database.ts';

export interface TestDatabase extends Urls {
  /** Removes the database and its files. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL in the temporary folder. `settings`: settings of postgresql.conf. */
export async function startMigrated(settings?: Readonly<Record<string, string>>): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'sivei-db-'));
  await chmod(folder, 0o755); // for root the database runs as another user, who must be able to enter the folder
  const database = await startEmbedded(folder, settings);
  const stop = async (): Promise<void> => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await migrate(database.url);
    return {
      ownerUrl: database.url,
      registryUrl: await roleUrl(database.url, 'sivei_registry'),
      votingUrl: await roleUrl(database.url, 'sivei_voting'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Returns the URL with another database of the same server. */
export const urlIn = (url: string, database: string): string => url.replace(/\/\w+\?/, `/${database}?`);

/** Runs a statement about databases as their owner, in a database that no test uses. */
export async function asOwner(ownerUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: urlIn(ownerUrl, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
