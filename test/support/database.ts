/** A PostgreSQL of a test file's own, with this version's tables and both roles. @module */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#server/database/embedded.ts';
import { migrate, roleUrl } from '#server/database/migrate.ts';

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly registryUrl: string;
  readonly votingUrl: string;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

export async function testDatabase(): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'sivei-db-'));
  await chmod(directory, 0o755); // as root, the database runs as another user, who must get there
  const database = await startEmbedded(directory);
  const stop = async (): Promise<void> => {
    await database.stop();
    await rm(directory, { recursive: true, force: true });
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
