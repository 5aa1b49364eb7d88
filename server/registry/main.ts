/** `server/registry/main.ts <config.json>`: runs the registry until it is told to stop. @module */

import { readConfig } from './config.ts';
import { startRegistry } from './registry.ts';

const [file, ...more] = process.argv.slice(2);
if (file === undefined || file.startsWith('-') || more.length > 0) {
  process.stderr.write('uso / usage: server/registry/main.ts <config.json>\n');
  process.exit(2);
}

try {
  const registry = await startRegistry(await readConfig(file));
  process.stdout.write(`registry listening on ${registry.url}\n`);
  const stop = (): void => {
    registry.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(2);
}
