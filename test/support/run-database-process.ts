/**
 * Process of the PostgreSQL of a run (run-database.ts). It prints the URLs of the template as one line, and ends when
 * its standard input ends.
 * @module
 */

import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startMigrated } from './migrated-database.ts';
import type { Urls } from './run-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'sivei-db-'));
chmodSync(folder, 0o755); // as root, the database runs as another user, who must get there
const database = await startMigrated(folder, { max_connections: '400' });
const { ownerUrl, registryUrl, votingUrl } = database;
const owner = new Client({ connectionString: ownerUrl.replace('/sivei?', '/postgres?') });
await owner.connect();
await owner.query('alter database sivei is_template true allow_connections false');
await owner.end();
console.log(JSON.stringify({ ownerUrl, registryUrl, votingUrl } satisfies Urls));

for await (const _ of process.stdin); // until the run ends
await database.stop();
process.exit(0);
