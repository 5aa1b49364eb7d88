/** A PostgreSQL of a test file's own, with this version's tables and both roles. @module */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmbedded } from '#server/rehearsal/database/embedded.ts';
import { migrate, roleUrl } from '#server/shared/database/migrate.ts';
import { ERASED } from './program.ts';

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly registryUrl: string;
  readonly votingUrl: string;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

export async function testDatabase(): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'sivei-db-'));
  await chmod(directory, 0o755); // as root, the database runs as another user, who must get there
  const made = process.env[ERASED] && (await template(process.env[ERASED]));
  if (made) execFileSync('cp', ['-a', `${made}/.`, directory]); // keeps the owner, which fs.cp does not
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

/**
 * Returns a folder with the files of an empty database, which are faster to copy than to create. The first caller
 * creates them.
 */
async function template(folder: string): Promise<string> {
  const made = join(folder, 'database');
  if (existsSync(made)) return made;
  const making = await mkdtemp(join(dirname(folder), 'sivei-db-')); // on the same disk, regardless of where this test keeps its own
  await chmod(making, 0o755);
  await (await startEmbedded(making)).stop();
  await rename(making, made).catch(() => rm(making, { recursive: true, force: true })); // another test was first
  return made;
}
