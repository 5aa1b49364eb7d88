/** Process of a witness: serves requests until a signal ends it. @module */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Witness } from '../../witness/witness.ts';
import { witnessServer } from './server.ts';

/** Time for requests in progress to finish after the signal. */
const SHUTDOWN_TIMEOUT_MS = 10_000;

/**
 * Serves until SIGTERM or SIGINT. Prints the server's address when it listens, as the only line on the standard
 * output.
 */
export async function serve(
  witness: Witness,
  at: { readonly host: string; readonly port: number },
  report: (error: unknown) => void,
): Promise<void> {
  const server = witnessServer(witness, report);
  server.listen(at);
  await once(server, 'listening'); // rejects on an error
  const { address, family, port } = server.address() as AddressInfo;
  process.stdout.write(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}\n`);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const closed = once(server, 'close');
  server.close();
  const late = setTimeout(() => server.closeAllConnections(), SHUTDOWN_TIMEOUT_MS);
  await closed;
  clearTimeout(late);
}
