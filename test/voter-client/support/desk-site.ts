/** Running desk of a site with its pages, and a browser for it. @module */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { DeskConfig } from '#server/desk/config.ts';
import { startDesk, type DeskProcess } from '#server/desk/process.ts';
import { buildDesk } from '../../../voter-client/build/desk.ts';
import { writeFiles } from '../../../voter-client/build/build.ts';
import { SiteSetting, type Person } from '../../server/support/site.ts';
import { Paper, type Printed } from './paper.ts';
import { pressDelay } from './press-delay.ts';
import { launchChromium } from '../../support/browser.ts';
import { HANG_MS } from '../../support/hang.ts';

export const CLERK = { name: 'ana', pin: '135791' };
export const SUPERVISOR = { name: 'eva', pin: '246810' };
const CHICAGO = 0;

export interface Opened {
  readonly page?: 'index.html' | 'queue.html';
  readonly language?: 'es' | 'en';
  readonly width?: number;
  readonly height?: number;
}

export class DeskSite {
  readonly world: SiteSetting;
  readonly #config: DeskConfig;
  readonly #browser: Browser;
  readonly paper: Paper;
  desk!: DeskProcess;
  /** Console messages of all pages, and requests to other origins. */
  readonly consoleMessages: string[] = [];

  static async start(people: readonly Person[], codes: number): Promise<DeskSite> {
    const world = await SiteSetting.start(people, codes);
    const { home, election } = world.setting;
    const pages = join(home, 'pages');
    await writeFiles(join(pages, 'desk'), await buildDesk({ manifest: election.bytes, site: 'chicago' }));
    await mkdir(join(pages, 'kiosk'));
    await writeFile(join(pages, 'kiosk', 'headers.json'), '{"pages":{},"assets":{},"others":{}}');
    await writeFile(join(pages, 'kiosk', 'hashes.json'), '{}');
    const config = { ...(await world.deskConfig(CHICAGO)), pages, requestsPerMinute: 100_000 };
    const browser = await launchChromium();
    const site = new DeskSite(world, config, browser, await Paper.of(browser));
    await site.startDesk();
    await site.desk.desk.staff.add('Ana', 'clerk', CLERK.pin);
    await site.desk.desk.staff.add('Eva', 'supervisor', SUPERVISOR.pin);
    return site;
  }

  private constructor(world: SiteSetting, config: DeskConfig, browser: Browser, paper: Paper) {
    this.world = world;
    this.#config = config;
    this.#browser = browser;
    this.paper = paper;
  }

  /**
   * Starts the desk, after stopping a running one. If `link` is false, the desk reaches neither the registry nor the
   * voting process.
   */
  async startDesk(link = true): Promise<void> {
    const listen = { host: '127.0.0.1', port: this.desk ? Number(new URL(this.desk.url).port) : 0 };
    await this.desk?.stop();
    const nowhere = 'http://127.0.0.1:1';
    const own = { ...this.#config, listen, ...(!link && { registry: nowhere, voting: nowhere }) };
    const now = (): number => this.world.setting.clock.now();
    this.desk = await startDesk(own, { now, log: { write: () => undefined }, timers: false });
  }

  async open({
    page = 'index.html',
    language = 'es',
    width = 1280,
    height = 800,
  }: Opened = {}): Promise<Page> {
    const locale = language === 'en' ? 'en-US' : 'es-MX';
    const context = await this.#browser.newContext({ locale, viewport: { width, height } });
    const opened = await context.newPage();
    opened.setDefaultTimeout(HANG_MS);
    opened.on('console', (message) => {
      // Ignore the browser's own message for a refusal or a restarting desk: it contains only a status, no request data.
      if (!message.text().startsWith('Failed to load resource: ')) this.consoleMessages.push(message.text());
    });
    opened.on('pageerror', (error) => this.consoleMessages.push(error.message));
    opened.on('request', (request) => {
      if (!request.url().startsWith(`${this.desk.url}/`) && !request.url().startsWith('blob:'))
        this.consoleMessages.push(request.url());
    });
    // There is no printer; the test calls `print` below instead.
    await opened.addInitScript('globalThis.print = () => undefined');
    await opened.addInitScript(pressDelay);
    await opened.goto(`${this.desk.url}/desk/${page === 'index.html' ? '' : page}`);
    return opened;
  }

  print(page: Page): Promise<Printed> {
    return this.paper.print(page);
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.desk?.stop();
    await this.world?.stop();
  }
}
