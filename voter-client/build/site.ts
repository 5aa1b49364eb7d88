/** `npm run build:site`: builds the pages of one site's desk and kiosks, as static files. @module */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { address, envelopeKey, minutes } from './arguments.ts';
import { writeFiles } from './build.ts';
import { buildDesk } from './desk.ts';
import { buildKiosk } from './kiosk.ts';

const options = new Command('npm run build:site --')
  .description(
    "Builds the clerks' page (desk/) and the kiosk's page (kiosk/) of one site. The site's desk serves the folder if its\n" +
      'configuration names it (pages). The same input gives the same bytes: each hashes.json is to be published and compared.',
  )
  .requiredOption('--manifest <file>', 'of the election')
  .requiredOption('--site <code>', "the site's code in the manifest")
  .requiredOption('--voting <url>', 'address of the voting process; the board is below it', address)
  .requiredOption('--desk <url>', "address of the site's desk, as its kiosks see it", address)
  .requiredOption('--envelope-key <hex>', 'for which kiosks seal: GET <voting>/envelopes/key', envelopeKey)
  .option('--card-minutes <n>', 'for which a kiosk takes a card', minutes, 30)
  .requiredOption('--out <folder>', 'is emptied first')
  .parse()
  .opts<{
    manifest: string;
    site: string;
    voting: string;
    desk: string;
    envelopeKey: string;
    cardMinutes: number;
    out: string;
  }>();

const manifest = Uint8Array.from(await readFile(options.manifest));
const pages = {
  desk: await buildDesk({ manifest, site: options.site }),
  kiosk: await buildKiosk({ ...options, manifest }),
};
await rm(options.out, { recursive: true, force: true });
for (const [name, files] of Object.entries(pages)) {
  await writeFiles(join(options.out, name), files);
  for (const [path, bytes] of files) {
    const size = (gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1).padStart(7);
    console.log(`${size} kB compressed  ${name}/${path}`);
  }
}
