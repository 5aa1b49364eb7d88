/**
 * Base backup of a running PostgreSQL without pg_basebackup, which the embedded PostgreSQL lacks (PostgreSQL's manual,
 * 25.3.4).
 * @module
 */

import { chown, cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';

/**
 * Files that are not copied: those of the running process or of its standbys, and the write-ahead log, which comes from
 * the archive or from the primary.
 */
const SKIPPED = /\/(postmaster\.(pid|opts)|pg_wal\/0.*|pg_replslot\/.*)$/;

/** Copies the folder `data` of a running server to `to`, between the calls that start and end a backup. */
export async function baseBackup(ownerUrl: string, data: string, to: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`select pg_backup_start('rehearsal', true)`);
  await cp(data, to, {
    recursive: true,
    preserveTimestamps: true,
    filter: (source) => !SKIPPED.test(source),
  });
  const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
  await writeFile(join(to, 'backup_label'), rows[0]!.labelfile);
  await client.end();
}

/** Changes the owner of a folder and all in it. Needed as root, where the database runs as another user. */
export async function chownAll(path: string, uid: number, gid: number): Promise<void> {
  await chown(path, uid, gid);
  for (const entry of await readdir(path, { recursive: true })) await chown(join(path, entry), uid, gid);
}
