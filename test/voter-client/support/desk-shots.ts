/** `npm run docs:screens:desk`: takes pictures of the desk's screens and papers. @module */

import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { grounds } from '#crypto/record/in-person.ts';
import { CLERK, DeskSite, SUPERVISOR } from './desk-site.ts';
import { savePicture } from '../../support/pictures.ts';
import * as deskApi from '#server/api/desk.ts';

/** Folder for the pictures of papers. */
const folder = join(import.meta.dirname, '../../../dist/screens');

const site = await DeskSite.start(
  [
    [
      'GOMMAR80010109M100',
      'María Guadalupe de los Ángeles Hernández Villaseñor',
      'in-person',
      'chicago',
      'yes',
    ],
    ['PEREJU75050509H200', 'Juan Pérez López', 'in-person', 'madrid', 'yes'],
    ['RUIANA90090909M300', 'Ana Ruiz Soto', 'internet', '', 'yes'],
    ['SOLUIS66060609H400', 'Luis Solís Mora', 'in-person', 'chicago', 'yes'],
    ['SOLUCI66060609M500', 'Lucía Solís Mora', 'in-person', 'chicago', 'yes'],
  ],
  1500,
);
await mkdir(folder, { recursive: true });

const pages = {
  es: await site.open(),
  en: await site.open({ language: 'en', width: 768, height: 1024 }),
} as const;
let page: Page = pages.es;
const shots = async (name: string): Promise<void> =>
  savePicture(`desk-${name}-${page === pages.es ? 'es-1280' : 'en-768'}`, await page.screenshot());
const main = (): Promise<void> => page.locator('main .main').click();
const menu = (n: number): Promise<void> => page.locator('nav button').nth(n).click();
const fill = async (...texts: readonly string[]): Promise<void> => {
  for (const [i, text] of texts.entries())
    await page.locator('main input:not([type=checkbox])').nth(i).fill(text);
};
const logIn = async (): Promise<void> => {
  await fill(CLERK.name, CLERK.pin);
  await main();
  await page.locator('nav').waitFor();
};
const find = async (text: string): Promise<void> => {
  await menu(0);
  await fill(text);
  await main();
  await page.locator('.verdict, .found, main .notice').first().waitFor();
};

for (const own of [pages.es, pages.en]) {
  page = own;
  await page.locator('.status dl').waitFor();
  await shots('log-in');
  await logIn();
  await shots('search');
  if (page === pages.es) {
    await menu(1);
    await shots('opening');
    await fill(SUPERVISOR.name, SUPERVISOR.pin);
    await main();
    await page.locator('.act').waitFor();
    await shots('opening-act');
    await writeFile(join(folder, 'desk-opening-act.pdf'), await page.pdf({ preferCSSPageSize: true }));
  }
  await find('solis');
  await find('Luis');
  await find('Lu');
  await shots('results');
  await find('nadie');
  await shots('none');
  await find('GOMMAR80010109M100');
  await shots(page === pages.es ? 'may-vote' : 'card-open');
  if (page === pages.es) {
    await main();
    await page.locator('.ticket').waitFor({ state: 'attached' });
    await shots('printing');
    await writeFile(join(folder, 'desk-ticket.pdf'), await page.pdf({ preferCSSPageSize: true }));
    await page.locator('.ticket').waitFor({ state: 'detached' }); // the card has been printed
    await shots('given');
    await page.locator('main .actions button').first().click();
    await shots('spoil');
  }
  await find('PEREJU75050509H200');
  await shots('other-site');
  await find('RUIANA90090909M300');
  await shots('supervisor');
}
const wall = await site.open({ page: 'queue.html', width: 1280, height: 720 });
page = pages.es;
for (let i = 0; i < 7; i += 1) {
  const counted = page.waitForResponse(/arrive/);
  await page.locator('.status button').click();
  await counted;
  await page.waitForTimeout(100); // a press during a request is ignored
}
await wall.reload();
await wall.locator('.huge').waitFor();
await savePicture('desk-wall-es', await wall.screenshot());
await site.startDesk(false);
page = pages.es;
await page.reload();
await page.locator('.status dl').waitFor();
await logIn();
await find('SOLUIS66060609H400');
await page.locator('.status .warn').waitFor();
await shots('no-link');
await main();
await page.locator('.ticket').waitFor({ state: 'attached' });
await page.pdf();
// Register another card for the same person at the registry.
await site.world.registry.services.pool.query('insert into registry.presence values ($1, $2, 0, $3)', [
  site.world.persons.get('SOLUIS66060609H400'),
  randomUUID(),
  grounds.registered,
]);
await site.startDesk();
await site.desk.deliver();
await page.reload();
await page.locator('.status dl').waitFor();
await logIn();
await menu(3);
await page.locator('main li').waitFor();
await shots('conflicts');
site.world.setting.clock.time = site.world.setting.election.sites[0]!.ends + 10;
await fetch(`${site.desk.url}${deskApi.addDevice.path}`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ name: 'kiosco 1', software: 'ab'.repeat(32), supervisor: SUPERVISOR }),
});
await page.reload();
await page.locator('.status dl').waitFor();
await logIn();
await menu(2);
await shots('closing');
await page.locator('textarea').fill('Una persona se fue sin votar.\nNo hubo otros incidentes.');
await fill(SUPERVISOR.name, SUPERVISOR.pin);
await main();
await page.locator('.act').waitFor();
await shots('closing-act');
await writeFile(join(folder, 'desk-closing-act.pdf'), await page.pdf({ preferCSSPageSize: true }));
await site.stop();
