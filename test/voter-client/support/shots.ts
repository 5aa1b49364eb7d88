/** `npm run docs:screens`: screenshots in docs/screens, the main screens in both languages and three widths, others in fewer. @module */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Screens, type Opened } from './screens.ts';
import { walk, type Stop } from './walk.ts';

const folder = join(import.meta.dirname, '../../../docs/screens');
const widths = [320, 768, 1280];
const languages = ['es', 'en'] as const;

type Then = (page: Page) => Promise<void>;
const click =
  (selector: string): Then =>
  (page) =>
    page.locator(selector).click();

/** Further screens, at two widths, in English at one: scenario, last stop of the walk, and an action there. */
const others: readonly (readonly [name: string, opened: Opened, stop?: Stop | undefined, then?: Then])[] = [
  ['not-started', { scripts: 'lost' }],
  ['wrong-digits', { query: 'fault=submitDigits:wrong-digits:4' }, 'mobile', submitDigits],
  ['locked', { query: 'fault=submitDigits:locked' }, 'mobile', submitDigits],
  ['app', {}, 'factor', setUpApp],
  ['judicial', { query: 'election=judicial' }, 'contest'],
  ['question', { query: 'election=revocacion-2022' }, 'contest'],
  ['long-names', { query: 'election=long-names' }, 'contest'],
  ['coalition', {}, 'contest', mark(3, 6)],
  ['null-vote', {}, 'contest', (page) => mark(0, 4)(page).then(() => click('.button.main')(page))],
  ['challenged', {}, 'sealed', click('.door:first-child .button')],
  ['no-answer', { query: 'delivery=unknown' }, 'end'],
  ['refused', { query: 'delivery=refused:too-late' }, 'end'],
  ['stopped', { query: 'fault=open:pin-key' }],
  ['false-receipt', { query: 'delivery=refused:receipt-inclusion' }, 'end'],
  ['five-minutes', { query: 'expires=299' }, 'who'],
  ['lapsed', { query: 'expires=0' }, 'who'],
  ['voted-already', { query: 'cast=1' }, 'who'],
  ['check', { page: 'check', link: '' }],
  ['check-opened', { page: 'check', query: 'found=opened' }],
  [
    'check-opened-other',
    { page: 'check', query: 'found=opened' },
    undefined,
    click('.verdicts .button:last-child'),
  ],
  ['check-in-the-box', { page: 'check', query: 'found=cast' }],
  ['check-absent', { page: 'check' }],
  ['check-no-answer', { page: 'check', query: 'found=unanswered' }],
  ['check-hidden', { page: 'check', query: 'found=withheld' }],
  ['check-false', { page: 'check', query: 'found=false' }],
];

async function submitDigits(page: Page): Promise<void> {
  await page.locator('input.digits').fill('1234');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
}

async function setUpApp(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /SMS/ }).waitFor();
  await page.locator('input[name=factor]').last().check();
  await page.locator('.button.main').click();
  await page.locator('.qr').waitFor();
}

function mark(...places: readonly number[]): Then {
  return async (page) => {
    for (const place of places) await page.locator('.tile input').nth(place).check();
  };
}

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
    for (const [name, opened, stop, then] of others) {
      if (width === 1280 || (language === 'en' && width === 320)) continue;
      const other = await screens.open({ ...how, ...opened });
      if (stop) await walk(other, stop, language);
      await then?.(other);
      await shoot(other, name, language, width);
      await other.close();
    }
  }
}
await screens.end();

const kiosk = await Screens.start(['kiosk']);
for (const [width, height] of [
  [1080, 1920],
  [1280, 800],
] as const) {
  const query = 'election=at-site&delivery=kept&held=1';
  const page = await kiosk.open({ page: 'kiosk', link: '', query, width, height });
  await page.evaluate('print = () => undefined'); // headless Chromium has no printer
  const take = (name: string): Promise<Buffer> =>
    page.screenshot({ path: join(folder, `kiosk-${name}-es-${width}.png`), scale: 'css' });
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  await take('attract');
  await page.keyboard.type('SIVEI1:');
  await page.keyboard.press('Enter');
  await press('Empezar mi boleta');
  await page.locator('.contest input').first().check();
  await take('contest');
  await press('Revisar mi boleta');
  await press('Cifrar mi boleta');
  await page.getByRole('button', { name: 'Emitir mi voto' }).waitFor();
  await take('sealed');
  await press('Emitir mi voto');
  await press('Sí, emitir mi voto');
  await page.getByRole('heading', { name: 'Tu voto está guardado' }).waitFor();
  await take('kept');
  await press('Terminar');
  await press('Personal');
  await page.getByLabel('NIP de esta urna').fill('123456');
  await press('Entrar al menú');
  await page.getByRole('heading', { name: 'Menú del personal' }).waitFor();
  await take('staff');
}
await kiosk.end();
