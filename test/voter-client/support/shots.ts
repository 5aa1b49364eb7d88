/**
 * `npm run docs:screens`: takes pictures of the main screens in both languages and three widths, and of other screens
 * in fewer.
 * @module
 */

import type { Page } from 'playwright-core';
import { savePicture } from '../../support/pictures.ts';
import { SCENARIOS } from './scenarios.ts';
import { Screens } from './screens.ts';
import { walk } from './walk.ts';
import { scanCard } from './scan-card.ts';

const widths = [320, 768, 1280];
const languages = ['es', 'en'] as const;

const screens = await Screens.start();

async function shoot(page: Page, name: string, language: string, width: number): Promise<void> {
  await savePicture(`${name}-${language}-${width}`, await page.screenshot({ fullPage: true, scale: 'css' }));
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
    for (const [name, opened, stop, then] of SCENARIOS) {
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
  const take = async (name: string): Promise<void> =>
    savePicture(`kiosk-${name}-es-${width}`, await page.screenshot({ scale: 'css' }));
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  await take('attract');
  await scanCard(page, 'SIVEI1:');
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
