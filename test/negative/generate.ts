/**
 * `npm run corpus:generate`: writes the negative corpus, one file per case. In this process only, a seeded generator
 * replaces the platform's random generator. So a second run gives the same bytes, and a change can be reviewed.
 * @module
 */

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { allCases } from './all-cases.ts';
import { encodeRecord, recordFile } from './record-file.ts';
import { seedRandomness } from '../support/seed-randomness.ts';

const directory = fileURLToPath(new URL('./records/', import.meta.url));
const only = process.argv.slice(2);

await mkdir(directory, { recursive: true });
const known = new Set(allCases.map(({ id }) => recordFile(id)));
for (const file of await readdir(directory)) if (!known.has(file)) await rm(`${directory}${file}`);

for (const own of allCases.filter(({ id }) => only.length === 0 || only.includes(id))) {
  seedRandomness(own.id);
  const files = await own.board();
  const brought = own.brought?.(files) ?? {};
  const { id, defect, expect } = own;
  await writeFile(`${directory}${recordFile(id)}`, encodeRecord({ id, defect, expect, brought, files }));
  console.log(id);
}
