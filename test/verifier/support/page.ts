/** Functions that control the observers' page in Chromium: open it, verify a board, read the report. @module */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { fromHex, utf8 } from '#crypto/bytes.ts';
import { printJson } from '../../../verifier/report/json.ts';
import { verify } from '../../../verifier/verification/verify.ts';
import type { BrokenRecord } from '../../negative/record-file.ts';
import { close, listen } from '../../support/local-server.ts';
import { memoryBoard } from '../../support/memory-board.ts';
import { pressDelay } from '../../voter-client/support/press-delay.ts';
import { HANG_MS } from '../../support/hang.ts';

export interface SiteServer {
  readonly origin: string;
  /** Content of each path. May be changed. */
  readonly files: Map<string, Uint8Array | string>;
  /** Paths for which the server never answers. */
  readonly silent: Set<string>;
  readonly close: () => Promise<void>;
}

/** Starts a web server whose files any page may read. */
export async function serve(): Promise<SiteServer> {
  const files: SiteServer['files'] = new Map();
  const silent: SiteServer['silent'] = new Set();
  const server = createServer(({ url }, response) => {
    const path = (url ?? '').slice(1);
    if (silent.has(path)) return;
    const content = files.get(path);
    response.setHeader('access-control-allow-origin', '*');
    if (content === undefined) response.writeHead(404).end();
    else response.setHeader('content-type', path.endsWith('.html') ? 'text/html' : 'text/plain').end(content);
  });
  return { files, silent, origin: `http://127.0.0.1:${await listen(server)}`, close: () => close(server) };
}

/** Opens a page. Returns also the list of its errors, which a test can expect to be empty. */
export async function openPage(
  browser: Browser,
  address: string,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(HANG_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  // The browser also logs files that the board lacks. These are no errors of the page.
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 404/.test(message.text())) complaints.push(message.text());
  });
  await page.addInitScript(pressDelay);
  await page.goto(address);
  return { page, complaints };
}

/** Fills the form's fields for the user's hash and files. `brought` has them by option of the command line. */
export async function fillUserFiles(page: Page, brought: Readonly<Record<string, string>>): Promise<void> {
  const file = (name: string): { name: string; mimeType: string; buffer: Buffer } => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(brought[name]!),
  });
  if (brought['manifest-hash'] !== undefined)
    await page.locator('#manifest-hash').fill(brought['manifest-hash']);
  if (brought['receipt'] !== undefined) await page.locator('#receipts').setInputFiles(file('receipt'));
  if (brought['since'] !== undefined) await page.locator('#since').setInputFiles(file('since'));
}

/** Opens the form with this board, verifies it and returns the words of the verdict. */
export async function judgeInPage(
  page: Page,
  address: string,
  brought: Readonly<Record<string, string>> = {},
): Promise<string> {
  await page.reload();
  await page.locator('summary').click();
  await fillUserFiles(page, brought);
  await page.locator('#address').fill(address);
  await page.locator('#verify').click();
  return verdictOf(page);
}

/** Waits for the verdict and returns its words. */
export async function verdictOf(page: Page): Promise<string> {
  return page.locator('#verdict .word').innerText();
}

/** Presses the button and returns the file that it saves. */
export async function savedFile(page: Page, button: '#json' | '#csv'): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
  return readFileSync(await download.path(), 'utf8');
}

/** Returns the checks that have findings in the page. */
export async function foundInPage(page: Page): Promise<string[]> {
  const ids = await Promise.all((await page.locator('.finding').all()).map((one) => one.getAttribute('id')));
  return ids.map((id) => id!.replace('finding-', ''));
}

/** Returns the JSON report of the command line on a record. */
export async function reportOf({ files, brought }: BrokenRecord): Promise<string> {
  const { 'manifest-hash': hash, since, receipt } = brought;
  const report = await verify(memoryBoard(files), {
    ...(hash !== undefined && { manifestHash: fromHex(hash, 32) }),
    ...(since !== undefined && { since: { name: 'since', bytes: utf8(since) } }),
    ...(receipt !== undefined && { receipts: [{ name: 'receipt', bytes: utf8(receipt) }] }),
  });
  return printJson(report);
}

/** Drops a folder or file of this machine on the page, as a user does with the mouse. */
export async function drop(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
}

/** Returns the violations that an automatic accessibility check finds. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Returns the number of pixels by which the page overflows sideways. */
export async function horizontalOverflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
