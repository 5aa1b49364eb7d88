/** `node --import tsx server/desk/main.ts <config.json>`: runs the desk of a site. @module */

import { readConfig } from '../shared/config.ts';
import { runProcess } from '../shared/run-process.ts';
import { configSchema } from './config.ts';
import { startDesk } from './process.ts';

await runProcess('desk', async (file) => startDesk(await readConfig(configSchema, file)));
