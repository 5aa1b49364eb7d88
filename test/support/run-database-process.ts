/**
 * Process of the PostgreSQL of a run (run-database.ts). It prints the URLs of the template as one line, and ends when
 * its standard input ends.
 * @module
 */

import { asOwner, startMigrated } from './migrated-database.ts';
import type { Urls } from './run-database.ts';

const database = await startMigrated({ max_connections: '400' });
const { ownerUrl, registryUrl, votingUrl } = database;
await asOwner(ownerUrl, 'alter database sivei is_template true allow_connections false');
console.log(JSON.stringify({ ownerUrl, registryUrl, votingUrl } satisfies Urls));

for await (const _ of process.stdin); // until the run ends
await database.stop();
process.exit(0);
