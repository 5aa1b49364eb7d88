/**
 * Running site: its desk, which serves the kiosk's page, with registry and voting process. The kiosk reaches the voting
 * server through a proxy that can be disconnected.
 * @module
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import type { DeskConfig } from '#server/desk/config.ts';
import { startDesk, type DeskProcess } from '#server/desk/process.ts';
import { buildKiosk } from '../../../voter-client/build/kiosk.ts';
import { buildDesk } from '../../../voter-client/build/desk.ts';
import { writeFiles } from '../../../voter-client/build/build.ts';
import { miniWithSites } from '../../negative/mini.ts';
import { aroundNow } from '../../server/support/anytime.ts';
import { SiteSetting, type Person } from '../../server/support/site.ts';
import { freePort } from '../../support/local-server.ts';
import { pressDelay } from './press-delay.ts';
import { Proxy } from './proxy.ts';
import { HANG_MS } from '../../support/hang.ts';
import * as votingApi from '#server/api/voting.ts';
import * as deskApi from '#server/api/desk.ts';

const CHICAGO = 0;
/**
 * Timers of at least this length never fire (noIdleTimers). It is shorter than every timer of the kiosk for absent
 * voters (idle-timeout.tsx, result-screens.tsx) and longer than all others.
 */
const IDLE_MS = 20_000;
export const SUPERVISOR = { name: 'eva', pin: '246810' };
const CLERK = { name: 'ana', pin: '135791' };

export class KioskSite {
  readonly world: SiteSetting;
  desk: DeskProcess;
  readonly config: DeskConfig;
  readonly proxy: Proxy;
  readonly url: string;
  readonly #session: string;

  /** Starts a site. `people`: the people on the roll, or the number of people registered at the site. */
  static async start(people: number | readonly Person[]): Promise<KioskSite> {
    const roll = typeof people === 'number' ? registeredHere(people) : people;
    const world = await SiteSetting.start(roll, roll.length + 2, aroundNow(miniWithSites));
    const { setting, voting } = world;
    setting.clock.live = true;
    const proxy = new Proxy();
    proxy.target = voting.url;
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { key } = (await (await fetch(`${voting.url}${votingApi.readEnvelopeKey.path}`)).json()) as {
      key: string;
    };
    const [manifest, site] = [setting.election.bytes, 'chicago'];
    const pages = join(setting.home, 'pages');
    const options = {
      manifest,
      site,
      voting: await proxy.listen(),
      desk: url,
      envelopeKey: key,
      cardMinutes: 30,
    };
    await writeFiles(join(pages, 'kiosk'), await buildKiosk(options));
    await writeFiles(join(pages, 'desk'), await buildDesk({ manifest, site }));
    const config = { ...(await world.deskConfig(CHICAGO)), listen: { host: '127.0.0.1', port }, pages };
    const desk = await startDesk(config, {
      now: () => setting.clock.now(),
      log: { write: () => undefined },
      timers: false,
    });
    await desk.desk.staff.add('Ana', 'clerk', CLERK.pin);
    await desk.desk.staff.add('Eva', 'supervisor', SUPERVISOR.pin);
    const { session } = (await post(url, 'login', CLERK)) as { session: string };
    await post(url, 'opening', { supervisor: SUPERVISOR }, session);
    return new KioskSite(world, desk, config, proxy, url, session);
  }

  private constructor(
    world: SiteSetting,
    desk: DeskProcess,
    config: DeskConfig,
    proxy: Proxy,
    url: string,
    session: string,
  ) {
    this.world = world;
    this.desk = desk;
    this.config = config;
    this.proxy = proxy;
    this.url = url;
    this.#session = session;
  }

  /** Issues a card to person number `n` and returns the text of its QR code. The desk is online. */
  async card(n: number): Promise<string> {
    const person = this.world.persons.get(`P${n}`);
    return ((await post(this.url, 'issue', { person }, this.#session)) as { card: string }).card;
  }

  /** Reads the state that the desk gives to its own pages. */
  async state(): Promise<Readonly<Record<string, unknown>>> {
    return (await (await fetch(`${this.url}${deskApi.readState.path}`)).json()) as Readonly<
      Record<string, unknown>
    >;
  }

  disconnect(): void {
    this.proxy.behaviour = { before: () => 'drop' };
  }

  reconnect(): void {
    this.proxy.behaviour = {};
  }

  async end(): Promise<void> {
    await this.desk.stop();
    await this.proxy.close();
    await this.world.stop();
  }
}

const registeredHere = (people: number): Person[] =>
  Array.from({ length: people }, (_, i) => [`P${i}`, `Persona Número ${i}`, 'in-person', 'chicago', 'yes']);

async function post(url: string, path: string, body: object, session?: string): Promise<unknown> {
  const response = await fetch(`${url}/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(session && { authorization: `Bearer ${session}` }) },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
  return text === '' ? {} : JSON.parse(text);
}

/**
 * Script under which the page's timers for absent voters never fire: a slow machine is not an absent voter. Tests of
 * these timers control the page's clock (kiosk-screens.test.ts).
 */
const noIdleTimers = `{
  const start = window.setTimeout;
  window.setTimeout = (work, ms, ...more) => (ms >= ${IDLE_MS} ? 0 : start(work, ms, ...more));
}`;

/** Browser with a profile on disk, which can be killed as by a power cut. */
export class KioskBrowser {
  readonly page: Page;
  readonly #child: ChildProcess;

  static async start(profile: string, address: string): Promise<KioskBrowser> {
    const child = spawn(
      '/usr/bin/chromium',
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--lang=es-MX',
        '--accept-lang=es-MX',
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        'about:blank',
      ],
      { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const browser = await chromium.connectOverCDP(await addressOf(child));
    const page = browser.contexts()[0]!.pages()[0]!;
    page.setDefaultTimeout(HANG_MS);
    // Headless Chromium has no printer; record what would be printed.
    await page.addInitScript(() => {
      const papers: string[] = [];
      const paper = (): void => void papers.push(document.querySelector('.slip')!.textContent);
      Object.assign(globalThis, { papers, print: paper });
    });
    await page.addInitScript(pressDelay);
    await page.addInitScript(noIdleTimers);
    await page.goto(address);
    return new KioskBrowser(child, page);
  }

  private constructor(child: ChildProcess, page: Page) {
    this.#child = child;
    this.page = page;
  }

  /** Kills all processes of the browser at once, without warning. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => {
      this.#child.once('exit', resolve);
    });
    process.kill(-this.#child.pid!, 'SIGKILL');
    await gone;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      child.stderr!.resume(); // drain it, so that the browser never blocks on a full pipe
      return address;
    }
  }
  throw new Error('the browser does not start');
}
