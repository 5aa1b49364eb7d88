/** `node --import tsx server/voting/main.ts <config.json>`: the voting process. @module */

import { readConfig } from '../shared/config.ts';
import { runProcess } from '../shared/run-process.ts';
import { configSchema } from './config.ts';
import { startVoting } from './process.ts';

await runProcess('voting', async (file, onFatal) =>
  startVoting(await readConfig(configSchema, file), { onFatal }),
);
