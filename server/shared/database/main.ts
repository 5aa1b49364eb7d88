/**
 * `node --import tsx server/shared/database/main.ts`: migrates a database to this version. The owner's URL is read from
 * a line of standard input, since it holds a password.
 * @module
 */

import { createInterface } from 'node:readline/promises';
import { exitCodeOf, exitCodes, textOf } from '../exit-codes.ts';
import { migrate } from './migrate.ts';

const lines = createInterface({ input: process.stdin });
const url = (await lines[Symbol.asyncIterator]().next()).value?.trim();
lines.close();
if (url) {
  await migrate(url).then(
    () => console.log('La base de datos está en esta versión. / The database is at this version.'),
    (error: unknown) => {
      console.error(`error: ${textOf(error)}`);
      process.exitCode = exitCodeOf(error);
    },
  );
} else {
  console.error(
    'uso / usage: node --import tsx server/shared/database/main.ts < owner-url (archivo con la dirección postgres:// del dueño / file with the owner’s postgres:// URL)',
  );
  process.exitCode = exitCodes.configuration;
}
