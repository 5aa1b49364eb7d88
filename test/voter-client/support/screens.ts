/**
 * Server and browser for the screens with fake services, built and served like the real pages and under the same
 * content security policy.
 * @module
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { bundle, type Bundle } from '../../../voter-client/build/bundle.ts';
import { pageHeaders } from '../../../voter-client/build/headers.ts';
import { icon, pageOf } from '../../../voter-client/build/page.ts';
import { loadExample } from '../../election/examples.ts';
import { listen } from '../../support/local-server.ts';
import { launchChromium } from '../../support/browser.ts';
import { cameraFilm } from './camera-film.ts';
import { pressDelay } from './press-delay.ts';
import { manifestFiles, noPins } from './screen-files.ts';
import { CODE } from './walk.ts';
import { HANG_MS } from '../../support/hang.ts';

const leave = { scripts: "'self'", styles: "'self'", connect: [] };
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json' };

export type PageName = 'booth' | 'check' | 'kiosk';

export interface Opened {
  readonly page?: PageName;
  /** Scenario as the query that fake-booth.ts reads. */
  readonly query?: string;
  readonly link?: string;
  readonly language?: 'es' | 'en';
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Name of the person's time zone. */
  readonly zone?: string;
  /** Whether the system forces its own colours. */
  readonly forced?: boolean;
  /** `off`: scripts are disabled; `lost`: they do not arrive. */
  readonly scripts?: 'off' | 'lost';
  /** Whether presses are subject to the press delay; by default the tests avoid it. */
  readonly impatient?: boolean;
}

export class Screens {
  readonly #server: Server;
  readonly #browser: Browser;
  /** Folder of the film for the fake camera, a QR code of the voting code. */
  readonly #folder: string;
  readonly #contexts: BrowserContext[] = [];
  /** Console messages of all pages. */
  readonly consoleMessages: string[] = [];

  /** Builds and serves the pages. */
  static async start(pages: readonly PageName[] = ['booth', 'check']): Promise<Screens> {
    const { title } = loadExample('presidency-2024').template;
    const files = new Map<string, string | Uint8Array>([['icon.svg', icon]]);
    for (const name of pages) {
      const built = await bundle(name, join(import.meta.dirname, `../pages/${name}.tsx`));
      files.set(`${name}.html`, pageOf(title.es, built, noPins));
      for (const { path, bytes } of partsOf(built)) files.set(path, bytes);
    }
    for (const [path, bytes] of manifestFiles()) files.set(path, bytes);
    const server = createServer((request, response) => {
      const path = new URL(request.url!, 'http://localhost').pathname.slice(1);
      const type = types[path.split('.').at(-1) as keyof typeof types] ?? 'image/svg+xml';
      response.writeHead(files.has(path) ? 200 : 404, { 'content-type': type, ...pageHeaders(leave) });
      response.end(files.get(path));
    });
    await listen(server);
    const folder = await mkdtemp(join(tmpdir(), 'sivei-screens-'));
    const film = join(folder, 'film.y4m');
    await writeFile(film, cameraFilm(CODE));
    const camera = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
    return new Screens(server, await launchChromium(camera), folder);
  }

  private constructor(server: Server, browser: Browser, folder: string) {
    this.#server = server;
    this.#browser = browser;
    this.#folder = folder;
  }

  async open({ page = 'booth', query = '', link = 'secret', ...how }: Opened = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: how.width ?? 1280, height: how.height ?? 800 },
      locale: how.language === 'en' ? 'en-US' : 'es-MX',
      ...(how.zone !== undefined && { timezoneId: how.zone }),
      colorScheme: how.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      hasTouch: how.impatient === true,
      forcedColors: how.forced ? 'active' : 'none',
      javaScriptEnabled: how.scripts !== 'off',
      permissions: ['clipboard-write', 'clipboard-read', 'camera'],
    });
    this.#contexts.push(context);
    const opened = await context.newPage();
    if (how.scripts === 'lost') await opened.route('**/*.js', (route) => route.abort());
    else opened.on('console', (message) => this.consoleMessages.push(message.text()));
    opened.on('pageerror', (error) => this.consoleMessages.push(error.message));
    opened.setDefaultTimeout(HANG_MS);
    if (!how.impatient && how.scripts !== 'off') await opened.addInitScript(pressDelay);
    const { port } = this.#server.address() as AddressInfo;
    await opened.goto(`http://localhost:${port}/${page}.html?${query}${link === '' ? '' : `#${link}`}`);
    await opened.locator('h1:visible').waitFor();
    await opened.locator('progress').waitFor({ state: 'detached' }); // the board has been checked
    return opened;
  }

  async end(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
    await rm(this.#folder, { recursive: true });
  }
}

const partsOf = ({ script, style }: Bundle): Bundle['script'][] => [script, ...(style ? [style] : [])];

/** Returns the page's violations of WCAG 2.2 AA and of the best practices of axe. */
export async function violationsOf(page: Page): Promise<string[]> {
  // Legacy mode: the pages have no frames, and the default mode opens another page each time to merge frames.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Returns the elements inside a part of the page with a contrast below 7 to 1 (WCAG 2.2 AAA). */
export async function poorContrastOf(page: Page, part: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).include(part);
  const { violations } = await axe.withRules(['color-contrast-enhanced']).analyze();
  return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html));
}

/** Returns the number of pixels by which the page is wider than the window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
