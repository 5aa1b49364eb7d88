/** `node --import tsx server/registry/main.ts <config.json>`: the registry process. @module */

import { readConfig } from '../config.ts';
import { runProcess } from '../run-process.ts';
import { configSchema } from './config.ts';
import { startRegistry } from './registry.ts';

await runProcess('registry', async (file, onFatal) =>
  startRegistry(await readConfig(configSchema, file), { onFatal }),
);
