/** `npm run screens`: pictures of the main screens in docs/screens, in both languages and three widths. @module */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Screens, type Opened } from './screens.ts';
import { walk, type Stop } from './walk.ts';

const folder = join(import.meta.dirname, '../../../docs/screens');
const widths = [320, 768, 1280];
const languages = ['es', 'en'] as const;

/** What is shown beyond the way of a vote, in Spanish at two widths: in which scenario, and how far. */
const others: readonly (readonly [name: string, opened: Opened, stop?: Stop])[] = [
  ['judicial', { query: 'election=judicial' }, 'contest'],
  ['question', { query: 'election=revocacion-2022' }, 'contest'],
  ['long-names', { query: 'election=long-names' }, 'contest'],
  ['no-answer', { query: 'delivery=unknown' }, 'end'],
  ['refused', { query: 'delivery=refused:too-late' }, 'end'],
  ['stopped', { query: 'fault=open:pin-key' }],
  ['lapsed', { query: 'expires=0' }, 'who'],
  ['check', { page: 'check', link: '' }],
  ['check-opened', { page: 'check', query: 'found=opened' }],
  ['check-in-the-box', { page: 'check', query: 'found=cast' }],
  ['check-false', { page: 'check', query: 'found=false' }],
];

const screens = await Screens.start();
await mkdir(folder, { recursive: true });

async function shoot(page: Page, name: string, language: string, width: number): Promise<void> {
  await page.screenshot({
    path: join(folder, `${name}-${language}-${width}.png`),
    fullPage: true,
    scale: 'css',
  });
}

for (const language of languages) {
  for (const width of widths) {
    const how = { language, width, height: width === 320 ? 640 : 760 };
    const page = await screens.open(how);
    let place = 0;
    await walk(page, 'end', language, async (stop) => {
      place += 1;
      await shoot(page, `${String(place).padStart(2, '0')}-${stop}`, language, width);
    });
    await page.close();
    for (const [name, opened, stop] of others) {
      if (language !== 'es' || width === 768) continue;
      const other = await screens.open({ ...how, ...opened });
      if (stop) await walk(other, stop, language);
      await shoot(other, name, language, width);
      await other.close();
    }
  }
}
await screens.end();
