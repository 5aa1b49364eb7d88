/** `node --import tsx server/registry/main.ts <config.json>`: the registry process. @module */

import { readConfig } from '../shared/config.ts';
import { runProcess } from '../shared/run-process.ts';
import { configSchema } from './config.ts';
import { startRegistry } from './registry.ts';

await runProcess('registry', async (file, onFatal) =>
  startRegistry(await readConfig(configSchema, file), { onFatal }),
);
