/**
 * `npm run docs:screens:verifier`: takes pictures of the observers' page, in both languages and two widths.
 * @module
 */
import { Command } from 'commander';
import type { Page } from 'playwright-core';
import { buildPage } from '../../../verifier/page/build/build.ts';
import { readBoard } from '../../negative/board-files.ts';
import { readRecord } from '../../negative/record-file.ts';
import { launchChromium } from '../../support/browser.ts';
import { savePicture } from '../../support/pictures.ts';
import { openPage, serve } from '../support/page.ts';

const widths = [320, 1280];
const [board] = new Command('npm run docs:screens:verifier --')
  .argument('<board>', 'folder of a good board, for the picture of VERIFIED')
  .parse().processedArgs as [string];

const server = await serve();
const browser = await launchChromium();
try {
  server.files.set('verifier.html', await buildPage());
  for (const [path, bytes] of await readBoard(board)) server.files.set(`good/${path}`, bytes);
  for (const id of ['result-moves-a-vote', 'ballot-without-credential']) {
    const { files } = readRecord(id);
    for (const [path, bytes] of files) server.files.set(`${id}/${path}`, bytes);
  }
  const marks = [...server.files.keys()].filter((path) => path.startsWith('good/clock/'));
  for (const language of ['es', 'en'])
    for (const width of widths) {
      const { page } = await openPage(browser, `${server.origin}/verifier.html`);
      await page.setViewportSize({ width, height: 900 });
      if (language === 'en') await page.locator('#language').click();
      const shot = async (name: string): Promise<void> =>
        savePicture(`observer-${name}-${language}-${width}`, await page.screenshot({ fullPage: true }));
      await shot('form');
      await page.locator('#address').fill(`${server.origin}/good`);
      for (const path of marks) server.silent.add(path);
      await page.locator('#verify').click();
      await page.waitForTimeout(3000);
      await shot('running');
      server.silent.clear();
      await page.locator('#cancel').click();
      await verify(page, 'good');
      await shot('verified');
      await verify(page, 'result-moves-a-vote', 7);
      await shot('not-verified');
      if (width === 1280) {
        await verify(page, 'ballot-without-credential', 3);
        await shot('rules-broken');
      }
      await page.close();
    }
} finally {
  await browser.close();
  await server.close();
}

/** Verifies the board of this name in the page, and opens a station if its number is given. */
async function verify(page: Page, name: string, station?: number): Promise<void> {
  if ((await page.locator('#again').count()) > 0) await page.locator('#again').click();
  await page.locator('#address').fill(`${server.origin}/${name}`);
  await page.locator('#verify').click();
  await page.locator('#verdict').waitFor();
  if (station === undefined) return;
  await page.locator('.station').nth(station).click();
  await page.evaluate('document.activeElement.blur()');
}
