/**
 * Tests that the observers' page in Chromium gives the same answers as the command line, from any location of page
 * and board.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../verifier/page/build/build.ts';
import { writeBoard } from '../negative/board-files.ts';
import { readRecord, type BrokenRecord } from '../negative/record-file.ts';
import { hasChromium, launchChromium } from '../support/browser.ts';
import { build, buildOf, incident, incidentOf } from './support/acts.ts';
import { a, anna, opened, voted, xAndV } from './support/judge.ts';
import {
  accessibilityViolations,
  drop,
  foundInPage,
  judgeInPage,
  openPage,
  horizontalOverflow,
  reportOf,
  savedFile,
  serve,
  type SiteServer,
  verdictOf,
} from './support/page.ts';

const root = join(import.meta.dirname, '../..');
const good = readRecord('good-receipt');
const { outcome } = JSON.parse(await reportOf(good)) as {
  outcome: {
    election: { manifestHash: string };
    contests: { options: { votes: number }[]; cells: { votes: number[] }[] }[];
  };
};
const brought = {
  receipt: good.brought['receipt']!,
  'manifest-hash': outcome.election.manifestHash,
  since: Buffer.from(good.files.get('checkpoint')!).toString(),
};
const html = await buildPage();

test('is one file, the same each time, that runs nothing but itself', async () => {
  expect(await buildPage()).toBe(html);
  const [, policy] = /http-equiv="content-security-policy" content="([^"]+)"/.exec(html)!;
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'sha384-\S+' 'wasm-unsafe-eval'; style-src 'sha384-\S+';/,
  );
  expect(policy).not.toContain('unsafe-inline');
  const markup = html.replaceAll(/<(script|style)[^>]*>[^]*?<\/\1>/g, '');
  expect(markup.match(/(?:src|href)="[^"]*"/g)).toEqual(['href="data:,"']);
});

describe.skipIf(!hasChromium())('in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  let browser: Browser;
  let server: SiteServer;
  let page: Page;
  let complaints: string[];

  const publish = (name: string, { files }: BrokenRecord): string => {
    for (const [path, bytes] of files) server.files.set(`${name}/${path}`, bytes);
    return `${server.origin}/${name}`;
  };

  beforeAll(async () => {
    writeFileSync(join(folder, 'verifier.html'), html);
    await writeBoard(join(folder, 'board'), good.files);
    server = await serve();
    server.files.set('verifier.html', html);
    publish('board', good);
    browser = await launchChromium();
    ({ page, complaints } = await openPage(browser, `${server.origin}/verifier.html`));
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  test('from the server of a board: the report of the command line, byte for byte', async () => {
    await expect.poll(() => page.locator('#address').inputValue()).toBe(`${server.origin}/board`);
    expect(await judgeInPage(page, `${server.origin}/board`, brought)).toBe(
      'VERIFICADO: la pizarra cumple todas las reglas.',
    );
    for (const name of ['receipt', 'since'] as const) writeFileSync(join(folder, name), brought[name]);
    const options = [
      '--json',
      '--manifest-hash',
      brought['manifest-hash'],
      '--receipt',
      'receipt',
      '--since',
      'since',
    ];
    const program = [
      '--import',
      import.meta.resolve('tsx'),
      join(root, 'verifier/main.ts'),
      'board',
      ...options,
    ];
    expect(await savedFile(page, '#json')).toBe(
      execFileSync(process.execPath, program, { cwd: folder, encoding: 'utf8' }),
    );
    expect(await page.title()).toContain('VERIFICADO');
    expect(complaints).toEqual([]);
  });

  test('from a file, of a folder that was chosen or dropped', async () => {
    const own = await openPage(browser, pathToFileURL(join(folder, 'verifier.html')).href);
    const plain = await reportOf({ ...good, brought: {} });
    await own.page.locator('#folder').setInputFiles(join(folder, 'board'));
    await own.page.locator('#verify').click();
    expect(await verdictOf(own.page)).toContain('VERIFICADO');
    expect(await savedFile(own.page, '#json')).toBe(plain);
    await own.page.locator('#again').click();
    await drop(own.page, join(folder, 'verifier.html'));
    await own.page.locator('#problem').waitFor();
    expect(await own.page.locator('.chosen').innerText()).toContain('board');
    await own.page.locator('.chosen button').click();
    await drop(own.page, join(folder, 'board'));
    await own.page.locator('.chosen').waitFor();
    await own.page.locator('#verify').click();
    expect(await verdictOf(own.page)).toContain('VERIFICADO');
    expect(own.complaints).toEqual([]);
    await own.page.close();
  });

  // One record of each sort. `npm run corpus:page` tests all records.
  test.each([
    'checkpoint-missing-witness',
    'entry-changed',
    'manifest-not-the-pinned-one',
    'ballot-without-credential',
    'earlier-visit-forked',
  ])('%s is refused by its own check', async (id) => {
    const record = readRecord(id);
    const word = await judgeInPage(page, publish(id, record), record.brought);
    expect(word).toContain(record.expect.exit === 3 ? 'RESULTADO VERIFICADO, pero' : 'NO VERIFICADO');
    expect(await foundInPage(page)).toEqual(record.expect.checks);
    expect(await savedFile(page, '#json')).toBe(await reportOf(record));
  });

  test('a report is accessible: by keyboard, to screen readers, narrow, dark, in English', async () => {
    const record = readRecord('entry-changed');
    await page.setViewportSize({ width: 320, height: 800 });
    await judgeInPage(page, publish('entry-changed', record));
    await page.locator('#language').click();
    expect(await page.locator('#verdict').innerText()).toContain('NOT VERIFIED: ');
    expect(await page.locator('#finding-1\\.3').innerText()).toContain('What it means: ');
    expect(await page.getByRole('status').textContent()).toContain('NO VERIFICADO');
    expect(await page.evaluate('document.activeElement.id')).toBe('language');
    await page.locator('.station').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#station-board').innerText()).toContain('Specification §8.1, §8.3.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('.panel:visible').getAttribute('id')).toBe('station-keys');
    expect(await horizontalOverflow(page)).toBe(0);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light', media: 'print' });
    expect(await page.locator('.panel:visible').count()).toBe(9);
    await page.emulateMedia({ media: 'screen' });
  });

  test('trustees and withheld contests in the report', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    e.count();
    await judgeInPage(page, publish('withheld', { ...good, brought: {}, files: e.publish().files }));
    const text = page.locator('main');
    expect(await text.innerText()).toContain('hicieron la llave: 1 Trustee 1, 2 Trustee 2, 3 Trustee 3');
    expect(await text.innerText()).toContain('No se publica el resultado de esta elección en Office');
    expect(await text.innerText()).not.toContain('no tiene un resultado');
    await page.locator('#language').click();
    expect(await text.innerText()).toContain('The result of this election in Seats is not published');
    await page.locator('#language').click();
  });

  test('results by unit, as bars, as a table, and for spreadsheets', async () => {
    await judgeInPage(page, `${server.origin}/board`);
    const contest = page.locator('.contest').first();
    const votes = (): Promise<string[]> =>
      contest.locator('table').first().locator('td:nth-child(2)').allInnerTexts();
    expect((await votes()).map(Number)).toEqual(outcome.contests[0]!.options.map((option) => option.votes));
    await contest.locator('select').selectOption({ index: 1 });
    expect((await votes()).map(Number)).toEqual(outcome.contests[0]!.cells[0]!.votes);
    expect((await contest.locator('.chart').first().locator('.row').allInnerTexts()).length).toBe(
      outcome.contests[0]!.options.length,
    );
    expect(await savedFile(page, '#csv')).toMatch(/^contest,kind,units,ballots,id,title,votes\r\n/);
  });

  test('results by modality, and the sites', async () => {
    await judgeInPage(page, publish('in-person', readRecord('in-person')));
    const contest = page.locator('.contest').first();
    expect((await contest.locator('option').allInnerTexts()).slice(0, 5)).toEqual([
      'Todas (3)',
      'por internet',
      'en persona',
      'Ciudad de México, Yucatán, por internet',
      'Ciudad de México, en persona',
    ]);
    await contest.locator('select').selectOption({ index: 2 });
    expect(await contest.locator('.cell').first().innerText()).toMatch(/^en persona: 5 boletas/);
    expect(await page.getByRole('listitem').filter({ hasText: 'Madrid' }).innerText()).toBe(
      'Madrid: credenciales entregadas: 3; votos: 2; cerró y entregó todo',
    );
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await savedFile(page, '#csv')).toContain(',modality\r\n');
  });

  test('a verification under way: shown, announced, and cancelled', async () => {
    const marks = [...good.files.keys()].filter((path) => path.startsWith('clock/'));
    publish('slow', good);
    for (const path of marks.slice(3)) server.silent.add(`slow/${path}`);
    await page.reload();
    await page.locator('#address').fill(`${server.origin}/slow`);
    await page.locator('#verify').click();
    await page.getByText(/\d+ de \d+ mensajes/).waitFor();
    expect(Number(await page.locator('progress').getAttribute('value'))).toBeGreaterThan(0);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.locator('#cancel').click();
    expect(await page.locator('#problem').innerText()).toContain('no hay veredicto');
    expect(await page.locator('#address').inputValue()).toBe(`${server.origin}/slow`);
  });

  test('a press that comes before the report can have been read is none', async () => {
    const hasty = await browser.newPage();
    await hasty.clock.install();
    await hasty.goto(`${server.origin}/verifier.html`);
    await hasty.locator('#address').fill(`${server.origin}/board`);
    await hasty.clock.pauseAt(await hasty.evaluate(() => Date.now() + 1000));
    await hasty.locator('#verify').click();
    await hasty.locator('#again').click();
    await hasty.locator('#again').dblclick();
    expect(await verdictOf(hasty)).toContain('VERIFICADO');
    await hasty.clock.runFor(600);
    await hasty.locator('#again').click();
    await hasty.locator('#verify').waitFor();
    await hasty.close();
  });

  test('the reason for no verdict is shown, and the input stays', async () => {
    const problem = page.locator('#problem');
    const submit = (): Promise<void> => page.locator('#verify').click();
    await page.reload();
    await page.locator('summary').click();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.locator('#address').fill('');
    await submit();
    expect(await problem.innerText()).toContain('Falta la pizarra');
    await page.locator('#address').fill('ftp://board');
    await submit();
    await problem.getByText('no es la dirección de una pizarra').waitFor();
    await page.locator('#address').fill(`${server.origin}/none`);
    await submit();
    await problem.getByText('no hay una pizarra en').waitFor();
    await page.locator('summary').click();
    await page.locator('#manifest-hash').fill('ABC');
    await submit();
    await problem.getByText('Esa huella').waitFor();
    await page.locator('#language').click();
    expect(await problem.innerText()).toContain('That hash');
    expect(await page.locator('#manifest-hash').inputValue()).toBe('ABC');
  });

  test('an election under way, so far, with acts of office', async () => {
    const e = voted();
    e.mark();
    const long = { es: 'x'.repeat(2000), en: 'x' };
    const reason = e.append(incident(e, { ...incidentOf(e), what: long }));
    e.append(build(e, buildOf(e), reason));
    e.mark();
    for (const [path, bytes] of e.publish().files) server.files.set(`unfinished/${path}`, bytes);
    await page.reload();
    await page.locator('summary').click();
    await page.locator('#so-far').check();
    await page.locator('#address').fill(`${server.origin}/unfinished`);
    await page.locator('#verify').click();
    expect(await verdictOf(page)).toContain('EN ORDEN HASTA AQUÍ');
    expect(await page.locator('#verdict').innerText()).toContain('no verifica ningún resultado');
    const lines = page.getByRole('listitem');
    expect(await lines.filter({ hasText: 'falla del servicio' }).innerText()).toContain(
      `Qué pasó: ${long.es}`,
    );
    expect(await lines.filter({ hasText: 'versión 2.0.1' }).innerText()).toContain(`del mensaje ${reason}`);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await horizontalOverflow(page)).toBe(0);
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('where there is no WebAssembly: the reference says the same', async () => {
    const without = html.replaceAll('globalThis.WebAssembly', 'globalThis.NoWebAssembly');
    expect(without).not.toBe(html);
    server.files.set('without.html', without);
    const own = await openPage(browser, `${server.origin}/without.html`);
    await judgeInPage(own.page, `${server.origin}/board`, brought);
    expect(await savedFile(own.page, '#json')).toBe(await reportOf({ ...good, brought }));
    await own.page.close();
  });
});
