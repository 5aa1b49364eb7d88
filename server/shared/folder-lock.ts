/**
 * A lock on a folder, for one process of this machine at a time. The system releases it when the process ends in any
 * way, so no stale lock has to be removed by hand.
 * @module
 */

import { createHash } from 'node:crypto';
import { realpath, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from './exit-codes.ts';

/**
 * Locks an existing folder and returns its release function. Throws a ConfigurationError if another process holds the
 * lock.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const place = await realpath(folder);
  const name = `sivei-${createHash('sha256').update(place).digest('hex').slice(0, 40)}`;
  const server = createServer((socket) => socket.destroy());
  server.unref(); // does not keep the process alive
  // Linux has abstract socket names, without a file. Elsewhere a socket file to which nobody listens is removed.
  const isFree =
    process.platform === 'linux' ? await listen(server, `\0${name}`) : await listenTo(server, name);
  if (!isFree)
    throw new ConfigurationError({
      es: `Otro proceso de este equipo usa la carpeta ${place}, y dos a la vez la dañarían. No se tocó nada. Termine el otro primero.`,
      en: `Another process of this machine uses the folder ${place}, and two at once would damage it. Nothing was touched. End the other one first.`,
    });
  return () => void server.close();
}

async function listenTo(server: Server, name: string): Promise<boolean> {
  const file = join(tmpdir(), `${name}.sock`);
  if (await listen(server, file)) return true;
  if (await answers(file)) return false;
  await unlink(file);
  return listen(server, file);
}

const listen = (server: Server, path: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(path, () => resolve(true));
  });

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
