/**
 * `npm run rehearse:restore`: backs up and restores the database of the voting process while ballots arrive. Checks
 * that the process continues on a database restored with the whole archive of the write-ahead log, and does not start
 * if the end of the archive is missing.
 * @module
 */

import { cp, mkdir, mkdtemp, readdir, rm, writeFile, chmod, chown, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded, type EmbeddedDatabase } from '#server/rehearsal/database/embedded.ts';
import { migrate, roleUrl } from '#server/shared/database/migrate.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { anytime } from '../server/support/anytime.ts';
import { postBytes, Setting } from '../server/support/running.ts';
import { miniChoices } from '../negative/mini.ts';
import { baseBackup, chownAll } from './base-backup.ts';
import * as votingApi from '#server/api/voting.ts';

const home = await mkdtemp(join(tmpdir(), 'sivei-restore-'));
await chmod(home, 0o755);
const archive = join(home, 'archive');
const archiving = { archive_mode: 'on', archive_command: `cp %p ${archive}/%f`, archive_timeout: '60' };
const setting = await Setting.make(anytime());
let cast = 0;
try {
  process.exitCode = await main();
} finally {
  await setting.end();
  await rm(home, { recursive: true, force: true });
}

async function main(): Promise<number> {
  const first = await startEmbedded(join(home, 'first'), archiving);
  const { uid, gid } = await stat(join(home, 'first', 'data'));
  await mkdir(archive);
  await chown(archive, uid, gid);
  await migrate(first.url);
  let voting = await start(await roleUrl(first.url, 'sivei_voting'), 'board');
  setting.clock.live = true;
  await setting.open(voting.url, 12);
  await votes(voting, 3);
  await cp(join(home, 'first', 'owner-password'), join(home, 'owner-password'));
  await baseBackup(first.url, join(home, 'first', 'data'), join(home, 'backup'));
  say('base backup taken while the election is open');
  await votes(voting, 3);
  await archiveAll(first.url);
  const upTo = (await readdir(archive)).length;
  await votes(voting, 3);
  await archiveAll(first.url);
  await voting.stop();
  await first.stop();
  await rm(join(home, 'first'), { recursive: true });
  say(
    `the database is lost with ${cast} acknowledged ballots; ${(await readdir(archive)).length} archived segments`,
  );

  const partly = await restore('partly', (await readdir(archive)).toSorted().slice(0, upTo));
  const refusal = await start(await roleUrl(partly.url, 'sivei_voting'), 'partly').then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  await partly.stop();
  say(`restored without the archive's end: ${refusal ?? 'IT STARTED'}`);

  const whole = await restore('whole', await readdir(archive));
  voting = await start(await roleUrl(whole.url, 'sivei_voting'), 'whole');
  const { rows } = await voting.board.pool.query<{ count: string }>('select count(*) from voting.ballot');
  const kept = Number(rows[0]!.count);
  const acknowledged = cast;
  await votes(voting, 3);
  await voting.stop();
  await whole.stop();
  say(`restored with all of it: ${kept} of ${acknowledged} ballots; it went on with 3 more`);
  return refusal?.includes('older state') === true && kept === acknowledged ? 0 : 1;
}

function start(database: string, directory: string): Promise<VotingProcess> {
  return startVoting(
    { ...setting.config, database, directory: join(home, directory) },
    { clock: setting.clock, log: { write: () => undefined } },
  );
}

async function votes({ url }: VotingProcess, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const voter = setting.voters[cast]!;
    const { status } = await postBytes(
      `${url}${votingApi.castBallot.path}`,
      setting.ballot(voter, miniChoices),
      await setting.ticket(voter),
    );
    if (status !== 200) throw new Error(`a ballot was answered with ${status}`);
    cast += 1;
  }
}

/** Ends the current segment of the write-ahead log, and waits until it is archived. */
async function archiveAll(owner: string): Promise<void> {
  const client = new Client({ connectionString: owner });
  await client.connect();
  const { rows } = await client.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name');
  while (!(await readdir(archive)).includes(rows[0]!.name))
    await new Promise((resolve) => setTimeout(resolve, 100));
  await client.end();
}

/** Starts a database from the base backup and these archived segments of the write-ahead log. */
async function restore(name: string, segments: readonly string[]): Promise<EmbeddedDatabase> {
  const directory = join(home, name);
  const from = join(home, `${name}-archive`);
  await mkdir(from);
  for (const segment of segments) await cp(join(archive, segment), join(from, segment));
  await cp(join(home, 'backup'), join(directory, 'data'), { recursive: true });
  await cp(join(home, 'owner-password'), join(directory, 'owner-password'));
  await writeFile(join(directory, 'data', 'recovery.signal'), '');
  const { uid, gid } = await stat(archive);
  await chownAll(directory, uid, gid);
  await chownAll(from, uid, gid);
  await chmod(join(directory, 'data'), 0o700);
  return startEmbedded(directory, {
    restore_command: `cp ${from}/%f %p`,
    recovery_target_timeline: 'latest',
  });
}

function say(text: string): void {
  console.log(text);
}
