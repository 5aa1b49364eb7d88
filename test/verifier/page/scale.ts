/**
 * `npm run bench:verifier -- <board>`: verifies one board on the command line and in the observers' page,
 * from a server of this machine, and prints the time of each. `npm run scale -- --ballots 10000 --out
 * <folder>` makes such boards. Not part of CI.
 * @module
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Page } from 'playwright-core';
import { buildPage } from '../../../verifier/page/build/build.ts';
import { measureVerifier } from '../../scale/verify.ts';
import { launchChromium } from '../../support/browser.ts';
import { close, listen } from '../../support/local-server.ts';
import { openPage } from '../support/page.ts';

const [board] = process.argv.slice(2);
if (board === undefined || !existsSync(join(board, 'checkpoint'))) {
  console.error('npm run bench:verifier -- <folder of a board>');
  process.exit(2);
}

let requests = 0;
/** Serves the board's files, read on request. */
const server = createServer(({ url }, response) => {
  requests += 1;
  const file = join(board, normalize(url ?? '/'));
  response.setHeader('access-control-allow-origin', '*');
  if (!existsSync(file) || !statSync(file).isFile()) response.writeHead(404).end();
  else createReadStream(file).pipe(response);
});

interface InPage {
  readonly seconds: number;
  readonly verdict: string;
  /** Values that the progress bar showed. */
  readonly progress: readonly number[];
}

/** Presses the button, waits for the verdict, and returns the seconds that took, the verdict, and the progress. */
async function measurePage(page: Page): Promise<InPage> {
  const start = performance.now();
  await page.locator('#verify').click();
  const progress: number[] = [];
  const verdict = page.locator('#verdict .word');
  while ((await verdict.count()) === 0) {
    const value = await page
      .locator('progress')
      .getAttribute('value', { timeout: 500 })
      .catch(() => null);
    if (value !== null && Number(value) !== progress.at(-1)) progress.push(Number(value));
    await page.waitForTimeout(100);
  }
  const seconds = (performance.now() - start) / 1000;
  return { seconds, verdict: await verdict.innerText(), progress };
}

const folder = mkdtempSync(join(tmpdir(), 'page-'));
const browser = await launchChromium();
try {
  const address = `http://127.0.0.1:${await listen(server)}`;
  writeFileSync(join(folder, 'verifier.html'), await buildPage());
  const { page } = await openPage(browser, pathToFileURL(join(folder, 'verifier.html')).href);
  const threads = availableParallelism();
  const line = await measureVerifier(board, ['--threads', String(threads)]);
  console.log(
    `command line, folder:  ${line.seconds.toFixed(1)} s, exit code ${line.exitCode}, ${threads} threads`,
  );
  await page.locator('#address').fill(address);
  report('page, by its address:  ', await measurePage(page));
  console.log(`                        ${requests} requests`);
  await page.locator('#again').click();
  await page.locator('#folder').setInputFiles(board);
  report('page, from its folder: ', await measurePage(page));
} finally {
  await browser.close();
  await close(server);
  rmSync(folder, { recursive: true });
}

function report(name: string, { seconds, verdict, progress }: InPage): void {
  const rises = progress.every((value, i) => i === 0 || value > progress[i - 1]!);
  console.log(
    `${name} ${seconds.toFixed(1)} s, ${verdict} The bar stood at ${progress.length} places${rises ? '' : ' AND WENT BACK'}.`,
  );
}
