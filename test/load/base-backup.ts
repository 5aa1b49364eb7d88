/** A base backup without pg_basebackup, which the embedded PostgreSQL does not bring (PostgreSQL's manual, 25.3.4). @module */

import { chown, cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';

/**
 * Files that belong only to the process or its standbys, or that come from an archive or from the primary (write-ahead
 * log).
 */
const SKIPPED = /\/(postmaster\.(pid|opts)|pg_wal\/0.*|pg_replslot\/.*)$/;

/** Copies the files of `data` while the server runs, between the two calls that make the copy a backup. */
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

/** Changes the owner of a folder and all in it: as root, the database runs as another user. */
export async function chownAll(path: string, uid: number, gid: number): Promise<void> {
  await chown(path, uid, gid);
  for (const entry of await readdir(path, { recursive: true })) await chown(join(path, entry), uid, gid);
}
