/** Start and end of test servers on any free port of this machine. @module */

import { randomInt } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** Makes the server listen, and returns the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Stops the server and closes all its connections. */
export async function close(server: HttpServer): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/**
 * Returns a port on which nothing listens now, nor on those that are `others` above it. All are below the ports that the
 * system gives to outgoing connections, so that none of those takes them before a test listens.
 */
export async function freePort(...others: readonly number[]): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    const free = await Promise.all([0, ...others].map((above) => isFree(port + above)));
    if (free.every(Boolean)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
