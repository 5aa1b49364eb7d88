/** Check that the ports of a demonstration are free, made before anything is set up. @module */

import { createServer } from 'node:net';
import { ConfigurationError } from '../../shared/exit-codes.ts';

/** Throws a ConfigurationError that names the first port of this machine in use by another program. */
export async function assertFree(ports: readonly number[]): Promise<void> {
  for (const port of ports)
    if (!(await isFree(port)))
      throw new ConfigurationError({
        es: `Otro programa usa el puerto ${port} de esta máquina. No se arrancó nada. Termine ese programa, o elija otro puerto con «--port» (se usan ese y los de las dos centenas siguientes).`,
        en: `Another program uses port ${port} of this machine. Nothing was started. End that program, or choose another port with --port (that one and those of the next two hundreds are used).`,
      });
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
