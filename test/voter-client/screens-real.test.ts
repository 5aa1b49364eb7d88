import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NobleCryptoPlugin, ScureBase32Plugin, TOTP } from 'otplib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mobileOf, smsCode, type DemoVoter } from '#server/rehearsal/parties/voter.ts';
import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { hasChromium } from '../support/browser.ts';
import { Keyboard } from './support/keyboard.ts';
import { Rehearsal } from './support/rehearsal.ts';
import { violationsOf } from './support/screens.ts';
import type { Visit } from './support/visit.ts';
import { HANG_MS } from '../support/hang.ts';

// Tests of a vote through the real screens, with registry and voting process: one ballot of each kind.

const client = join(import.meta.dirname, '../../voter-client');
const demo = join(import.meta.dirname, '../../server/rehearsal/parties/manifest.json');
const template = JSON.parse(readFileSync(demo, 'utf8')) as ManifestTemplate;
const entries = { booth: join(client, 'booth/main.tsx'), check: join(client, 'check/main.tsx') };

describe.skipIf(!hasChromium())('a vote through the screens', () => {
  let rehearsal: Rehearsal;
  let person: DemoVoter;
  let visit: Visit;
  let page: Page;
  let receipt: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

  beforeAll(async () => {
    rehearsal = await Rehearsal.start({ people: 2, template, entries });
    person = rehearsal.nextPerson();
    visit = await rehearsal.visit(`#${person.link}`);
    ({ page } = visit);
    page.setDefaultTimeout(HANG_MS);
  });
  afterAll(() => rehearsal?.end());

  const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();
  const title = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
  const tracker = async (): Promise<string> =>
    (await page.locator('[data-tracker] span').allTextContents()).map((group) => group.trim()).join('-');

  test('logging in by link, digits, SMS and voting code', async () => {
    await title('Open your access');
    expect(page.url()).not.toContain(person.link);
    const asked = Date.now();
    await press('Log in');
    await page.getByLabel('Last four digits').fill('0000');
    await press('Continue');
    await page.getByText('Those are not the last four digits').waitFor();
    await page.getByText('You have 4 tries left').waitFor();
    await page.getByLabel('Last four digits').fill(mobileOf(person).slice(-4));
    await press('Continue');
    await title('Type the six-digit code');
    await page.getByLabel('Six-digit code').fill(await smsCode(rehearsal.outbox, mobileOf(person), asked));
    await press('Continue');
    await page.getByLabel(/By text message/).check();
    await press('Continue');
    await page.getByLabel('Voting code').fill(person.code.toLowerCase());
    await press('Continue');
    await title('Your election');
    expect(await page.locator('main').textContent()).toMatch(/P\..*from Ciudad de México/);
  });

  test('marking one ballot of each kind, of which nothing is asked or told', async () => {
    const asked = visit.requests.length;
    await press('Start my ballot');
    await page.getByLabel(/^PVEM/).check();
    await page.getByLabel(/^MORENA/).check();
    await press('Next ballot');
    await page.getByLabel('Woman candidate 02').check();
    await page.getByLabel('Man candidate 06', { exact: true }).check();
    await press('Next ballot');
    await page.getByLabel('Yes').check();
    await press('Review my ballot');
    expect(await page.locator('.review-item').allTextContents()).toEqual([
      expect.stringContaining('Your vote will be for Claudia Sheinbaum Pardo (coalition PVEM-MORENA).'),
      expect.stringMatching(/Woman candidate 02.*Man candidate 06/),
      expect.stringContaining('Your answer: Yes'),
    ]);
    expect(await violationsOf(page)).toEqual([]);
    await press('Encrypt my ballot');
    await title('Your ballot is ready. You have not voted yet');
    expect(visit.requests.slice(asked)).toEqual([]);
  });

  test('an opened ballot says on a second device what was marked', async () => {
    const noted = await tracker();
    await press(/^Test this device/);
    await title('Check it on another device');
    expect(await tracker()).toBe(noted);
    const second = await rehearsal.visit('check.html');
    await second.page.getByLabel('Tracking code').fill(noted);
    await second.page.getByRole('button', { name: 'Look up' }).click();
    await second.page.getByRole('heading', { name: 'This is what was encrypted' }).waitFor();
    const content = await second.page.locator('main').textContent();
    expect(content).toMatch(/coalition PVEM-MORENA.*Woman candidate 02.*Man candidate 06.*Your answer: Yes/);
    await second.page.getByRole('button', { name: 'It is what I had marked' }).click();
    expect(second.consoleMessages).toEqual([]);
    await second.end();
  });

  test('a lost network leads to the truth, and then to the receipt', async () => {
    await press('Go on with a new ballot');
    await press('Encrypt my ballot');
    await press('Cast my vote');
    await page.context().setOffline(true);
    await press('Yes, cast my vote');
    await title('We do not know yet whether your vote arrived');
    expect(await violationsOf(page)).toEqual([]);
    await page.context().setOffline(false);
    await title('Your vote is recorded');
    const download = page.waitForEvent('download');
    await press('Download my receipt');
    const file = await download;
    const buffer = readFileSync(await file.path());
    receipt = { name: file.suggestedFilename(), mimeType: 'application/json', buffer };
    expect(await violationsOf(page)).toEqual([]);
  });

  test('the receipt is checked on a second device', async () => {
    const second = await rehearsal.visit('check.html');
    await second.page.getByLabel('Choose my receipt').setInputFiles(receipt);
    await second.page.getByRole('heading', { name: 'It is in the box' }).waitFor();
    expect(await second.page.locator('main').textContent()).toContain(await tracker());
    expect(second.consoleMessages).toEqual([]);
    await second.end();
  });

  test('a saved copy of the check page works without server and network, and with the board where there is one', async () => {
    const second = await rehearsal.visit('check.html');
    const saving = second.page.waitForEvent('download');
    await second.page.getByRole('link', { name: 'Save this page' }).click();
    const copy = join(rehearsal.setting.home, 'copy.html');
    await (await saving).saveAs(copy);
    const saved = second.page;
    await saved.context().setOffline(true);
    await saved.goto(pathToFileURL(copy).href);
    await saved.getByText('There is no connection to the public board').waitFor();
    await saved.getByLabel('Choose my receipt').setInputFiles(receipt);
    await saved.getByRole('heading', { name: 'It is in the box' }).waitFor();
    expect(await violationsOf(saved)).toEqual([]);
    await saved.context().setOffline(false);
    await saved.goto(`${pathToFileURL(copy).href}#${(await tracker()).toLowerCase()}`);
    await saved.getByRole('heading', { name: 'It is in the box' }).waitFor();
    expect(saved.url()).toBe(pathToFileURL(copy).href);
    expect(
      second.consoleMessages.filter((line) => !/ERR_(INTERNET_DISCONNECTED|FILE_NOT_FOUND)/.test(line)),
    ).toEqual([]);
    await second.end();
  });

  test('nothing is left in the page, nothing went elsewhere', async () => {
    await press('Finish and erase everything');
    await title('You can close this page now');
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ]);
    const own = [rehearsal.url, rehearsal.registryUrl, `blob:${rehearsal.url}`];
    expect(
      visit.requests.filter((address) => !own.some((origin) => address.startsWith(`${origin}/`))),
    ).toEqual([]);
    expect(
      visit.consoleMessages.filter((line) => !/ERR_INTERNET_DISCONNECTED|status of 403/.test(line)),
    ).toEqual([]);
  });

  test('a voter who returns sees that they have voted', async () => {
    const again = await rehearsal.visit(`#${person.link}`);
    ({ page } = again);
    const asked = Date.now();
    await press('Log in');
    await title('Type the six-digit code');
    await page.getByLabel('Six-digit code').fill(await smsCode(rehearsal.outbox, mobileOf(person), asked));
    await press('Continue');
    await page.getByLabel('Voting code').fill(person.code);
    await press('Continue');
    await title('You have voted');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('by keyboard alone, with an authenticator app that is set up from what the page shows', async () => {
    const other = rehearsal.nextPerson();
    const visited = await rehearsal.visit(`#${other.link}`);
    ({ page } = visited);
    const keys = new Keyboard(page);
    const asked = Date.now();
    await keys.press('Log in');
    await keys.type('Last four digits', mobileOf(other).slice(-4));
    await title('Type the six-digit code');
    await keys.type('Six-digit code', await smsCode(rehearsal.outbox, mobileOf(other), asked));
    await keys.choose(/^By text message/);
    await page.keyboard.press('ArrowDown');
    await keys.press('Continue');
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    const shown = await page.locator('.key').innerText();
    const secret = shown.replaceAll(' ', '');
    const app = new TOTP({ secret, crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() });
    await keys.type('Six-digit code', await app.generate());
    await title('Your voting code');
    for (const form of [shown, secret]) expect(await page.content()).not.toContain(form);
    await keys.type('Voting code', other.code.toLowerCase());
    await keys.press('Start my ballot');
    await keys.choose(/^PAN/);
    await keys.press('Next ballot');
    await keys.choose('Woman candidate 01');
    await keys.press('Next ballot');
    await keys.choose('Yes');
    await keys.press('Review my ballot');
    await keys.press('Encrypt my ballot');
    await keys.press('Cast my vote');
    await keys.press('Yes, cast my vote');
    await title('Your vote is recorded');
    await keys.press('Finish and erase everything');
    await title('You can close this page now');
    expect(visited.consoleMessages).toEqual([]);
  });
});
