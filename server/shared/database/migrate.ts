/**
 * Migration of a database to this version's tables and grants: runs each of `migrations/*.sql` once, in order.
 * @module
 */

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { Client } from 'pg';
import { explain } from './check.ts';
import type { Role } from './pool.ts';

const directory = fileURLToPath(new URL('./migrations', import.meta.url));

/** Migrates as the database's owner. Concurrent runs wait for each other. */
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

/**
 * Throws a readable error if the database is unreachable; the migration library passes connection errors on as they
 * are.
 */
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

/** Sets a new random password for a role and returns the URL with which the role logs in. */
export async function roleUrl(ownerUrl: string, role: Role): Promise<string> {
  const password = randomBytes(24).toString('base64url'); // contains no quote
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`alter role ${role} login password '${password}'`);
  } finally {
    await client.end();
  }
  return ownerUrl.replace(/\/\/[^@]*@/, `//${role}:${password}@`);
}
