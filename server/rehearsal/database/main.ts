/**
 * `node --import tsx server/rehearsal/database/main.ts <folder>`: runs the embedded PostgreSQL of a demonstration as a
 * separate process, because its library handles the signals of the process that it runs in.
 * @module
 */

import { mkdir } from 'node:fs/promises';
import { lockFolder } from '../../shared/folder-lock.ts';
import { startEmbedded } from './embedded.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: server/rehearsal/database/main.ts <folder>');
try {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await lockFolder(folder);
  const database = await startEmbedded(folder);
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void database.stop().then(() => process.exit(0));
    });
  console.log(`database listening in ${folder}`);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
