/** PostgreSQL server for tests, with all tables and both roles. @module */

import { rm } from 'node:fs/promises';
import { startEmbedded } from '#server/rehearsal/database/embedded.ts';
import { migrate, roleUrl } from '#server/shared/database/migrate.ts';

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly registryUrl: string;
  readonly votingUrl: string;
  /** Removes the database and its files. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL in a folder, which `stop` removes. `settings`: settings of postgresql.conf. */
export async function startMigrated(
  folder: string,
  settings?: Readonly<Record<string, string>>,
): Promise<TestDatabase> {
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
