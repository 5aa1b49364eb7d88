/** Standby of an embedded PostgreSQL, made from a base backup and kept up to date by streaming replication. @module */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { baseBackup, chownAll } from './base-backup.ts';

export class Standby {
  readonly #name: string;
  readonly #program: string;
  readonly #home: string;
  /** URL of the owner's connection to the primary. That of the standby differs in the folder of the socket. */
  readonly #primaryUrl: string;
  #process: ChildProcess | undefined;

  /**
   * Starts a standby. `name` identifies it to the primary, `data` is the data folder of the primary, and `home` the
   * folder of the standby.
   */
  static async start(name: string, primaryUrl: string, data: string, home: string): Promise<Standby> {
    const client = new Client({ connectionString: primaryUrl });
    await client.connect();
    const { rows } = await client.query<{ bin: string }>(
      `select setting as bin from pg_config where name = 'BINDIR'`,
    );
    await client.query('select pg_create_physical_replication_slot($1, true)', [name]);
    await client.end();
    const standby = new Standby(name, join(rows[0]!.bin, 'postgres'), home, primaryUrl);
    await mkdir(join(home, 'socket'), { recursive: true });
    await baseBackup(primaryUrl, data, join(home, 'data'));
    await writeFile(join(home, 'data', 'standby.signal'), '');
    const { uid, gid } = await stat(data);
    await chmod(home, 0o755);
    await chownAll(join(home, 'data'), uid, gid);
    await chmod(join(home, 'data'), 0o700);
    await chown(join(home, 'socket'), uid, gid);
    await standby.restart();
    return standby;
  }

  private constructor(name: string, program: string, home: string, primaryUrl: string) {
    this.#name = name;
    this.#program = program;
    this.#home = home;
    this.#primaryUrl = primaryUrl;
  }

  /** Starts the standby's process. Resolves once it answers. */
  async restart(): Promise<void> {
    const data = join(this.#home, 'data');
    const { uid, gid } = await stat(data);
    const { username, password, searchParams } = new URL(this.#primaryUrl.replace('@/', '@primary/'));
    const primary = `host=${searchParams.get('host')} port=${searchParams.get('port')} user=${username} password=${password} application_name=${this.#name}`;
    const settings = {
      listen_addresses: '',
      unix_socket_directories: join(this.#home, 'socket'),
      max_connections: '200', // not less than the primary's
      primary_conninfo: primary,
      primary_slot_name: this.#name,
    };
    const child = spawn(
      this.#program,
      [
        '-D',
        data,
        '-p',
        '5432',
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      { ...(process.getuid?.() === 0 && { uid, gid }), stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
    this.#process = child;
    while (!(await this.#answers())) {
      if (child.exitCode !== null) throw new Error(`the standby ${this.#name} did not start: ${said}`);
      await wait(100);
    }
  }

  /** Promotes the standby to primary. Resolves once it accepts writes. */
  async promote(): Promise<void> {
    const client = new Client({ connectionString: this.urlFor(this.#primaryUrl) });
    await client.connect();
    await client.query('select pg_promote()');
    await client.end();
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  }

  /** Returns the URL of a connection to this server, given that of a connection to the primary. */
  urlFor(url: string): string {
    return url.replace(/host=[^&]*/, `host=${encodeURIComponent(join(this.#home, 'socket'))}`);
  }

  async #answers(): Promise<boolean> {
    const client = new Client({ connectionString: this.urlFor(this.#primaryUrl) });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select');
      return true;
    } catch {
      return false;
    } finally {
      await client.end();
    }
  }
}
