/**
 * `node --import tsx server/database/main.ts`: brings a database to this version. The owner's URL comes as a line of the
 * standard input: it holds a password.
 * @module
 */

import { createInterface } from 'node:readline/promises';
import { migrate } from './migrate.ts';

const lines = createInterface({ input: process.stdin });
const url = (await lines[Symbol.asyncIterator]().next()).value?.trim();
lines.close();
if (url) {
  await migrate(url).then(
    () => console.log('The database is at this version.'),
    (error: unknown) => {
      console.error(`error: ${(error as Error).message}`);
      process.exitCode = 1;
    },
  );
} else {
  console.error('usage: node --import tsx server/database/main.ts < file with the owner’s postgres:// URL');
  process.exitCode = 2;
}
