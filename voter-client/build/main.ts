/** `npm run build:booth`: builds booth and check page for one election, as static files. @module */

import { readFile, rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import type { HelpLines } from '#crypto/help-lines.ts';
import { address, helpLines } from './arguments.ts';
import { buildFiles, firstLoad, writeFiles } from './build.ts';

const {
  manifest,
  registry,
  voting,
  helpLines: help,
  out,
} = new Command('npm run build:booth --')
  .description(
    'Builds booth and check page for one election. They are made for its manifest alone and speak with the two\n' +
      'addresses alone. The same input gives the same bytes: hashes.json is to be published and compared.',
  )
  .requiredOption('--manifest <file>', 'of the election')
  .requiredOption('--registry <url>', 'address of the registry', address)
  .requiredOption('--voting <url>', 'address of the voting process; the board is below it', address)
  .requiredOption(
    '--help-lines <file>',
    'numbers by country and hours, which the registry has too',
    helpLines,
  )
  .requiredOption('--out <folder>', 'is emptied first')
  .parse()
  .opts<{ manifest: string; registry: string; voting: string; helpLines: HelpLines; out: string }>();

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;

const election = Uint8Array.from(await readFile(manifest));
const files = await buildFiles({ manifest: election, registry, voting, help });
await rm(out, { recursive: true, force: true });
await writeFiles(out, files);
for (const [path, bytes] of files)
  console.log(`${kB(bytes.length)} ${kB(gzipSync(bytes, { level: 9 }).length)} compressed  ${path}`);
console.log(`${kB(firstLoad(files))} compressed: first load of the booth`);
