/** Brings a database to this version's tables and grants: `migrations/*.sql`, each once, in order. @module */

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { Client } from 'pg';
import { explain } from './check.ts';
import type { Role } from './pool.ts';

const directory = fileURLToPath(new URL('./migrations', import.meta.url));

/** As the database's owner. Two at once wait for each other. */
export async function migrate(ownerUrl: string): Promise<void> {
  await assertReachable(ownerUrl);
  await runner({
    databaseUrl: ownerUrl,
    dir: directory,
    direction: 'up',
    migrationsTable: 'migration',
    checkOrder: true,
    log: () => undefined,
  });
}

/** The migrations' own library gives the errors of the connection as they are. */
async function assertReachable(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  try {
    await client.connect();
  } catch (error) {
    throw explain(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Gives a role a new password; gives the URL with which it logs in. */
export async function roleUrl(ownerUrl: string, role: Role): Promise<string> {
  const password = randomBytes(24).toString('base64url'); // no quote can occur in it
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`alter role ${role} login password '${password}'`);
  } finally {
    await client.end();
  }
  return ownerUrl.replace(/\/\/[^@]*@/, `//${role}:${password}@`);
}
