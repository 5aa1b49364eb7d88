import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../support/browser.ts';
import { overflowOf, Screens, violationsOf, type Opened } from './support/screens.ts';
import { walk, type Stop } from './support/walk.ts';

// Every screen in a real browser, over a fake engine and under the real policy: axe finds nothing, nothing is wider
// than 320 px, the title has the focus.

describe.skipIf(!hasChromium())('screens', () => {
  let screens: Screens;

  beforeAll(async () => {
    screens = await Screens.start();
  });
  afterAll(async () => {
    await screens?.end();
    expect(screens?.said).toEqual([]);
  });

  /** What holds of every screen. */
  async function inspect(page: Page): Promise<void> {
    const title = await page.locator('h1').textContent();
    expect(await page.locator('h1').count(), 'one h1').toBe(1);
    expect(await page.evaluate(() => document.activeElement?.tagName), `focus on ${title}`).toBe('H1');
    expect(await page.title()).toBe(title);
    expect(await overflowOf(page), `${title} is wider than the window`).toBe(0);
    expect(await violationsOf(page), title!).toEqual([]);
  }

  test.each(['es', 'en'] as const)('the whole journey at 320 px, in %s', async (language) => {
    const page = await screens.open({ language, width: 320, height: 640 });
    await walk(page, 'end', language, () => inspect(page));
    expect(await page.locator('h1').textContent()).toMatch(/registrado|recorded/);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, location.hash])).toEqual([0, 0, '']);
  });

  test.each<[string, Opened, Stop | undefined]>([
    ['the link is missing', { link: '' }, undefined],
    ['the board is false', { query: 'fault=open:pin-key' }, undefined],
    ['nobody answers', { query: 'fault=open:network' }, undefined],
    ['a judicial ballot', { query: 'election=judicial' }, 'contest'],
    ['a question', { query: 'election=revocacion-2022' }, 'contest'],
    ['long names', { query: 'election=long-names' }, 'contest'],
    ['long names reviewed', { query: 'election=long-names' }, 'review'],
    ['encrypting', { query: 'hold=seal' }, 'sealed'],
    ['delivering', { query: 'delivery=delivering' }, 'end'],
    ['no answer yet', { query: 'delivery=unknown' }, 'end'],
    ['refused', { query: 'delivery=refused:already-voted' }, 'end'],
    ['a false receipt', { query: 'delivery=refused:receipt-inclusion' }, 'end'],
    ['voted already', { query: 'cast=1' }, 'who'],
    ['voted already, and may again', { query: 'cast=1&election=consulta-popular' }, 'who'],
    ['five minutes left', { query: 'expires=299' }, 'who'],
    ['the session is over', { query: 'expires=0' }, 'who'],
    ['the check page', { page: 'check' }, undefined],
    ['the check page without network', { page: 'check', query: 'fault=open:network' }, undefined],
    ['a ballot that is not there', { page: 'check', link: 'aa' }, undefined],
    ['a ballot in the box', { page: 'check', link: 'aa', query: 'found=cast' }, undefined],
    ['an opened ballot', { page: 'check', link: 'aa', query: 'found=opened&election=judicial' }, undefined],
    ['a false ballot', { page: 'check', link: 'aa', query: 'found=false' }, undefined],
  ])('%s', async (_, opened, stop) => {
    const page = await screens.open({ width: 320, height: 640, ...opened });
    if (stop) await walk(page, stop);
    else await page.locator('progress').waitFor({ state: 'detached' });
    await inspect(page);
  });
});
