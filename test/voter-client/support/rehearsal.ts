/**
 * Open election with registry and voting process, people who have received their messages, the built pages and a
 * browser. The voting process is behind a proxy that can lie.
 * @module
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { readVoters, type DemoVoter } from '#server/rehearsal/parties/voter.ts';
import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import type { RegistryConfig } from '#server/registry/config.ts';
import { issueCredentials } from '#server/registry/issue/issue.ts';
import { releaseMessages } from '#server/registry/outbox/release.ts';
import type { Officials } from '#server/rehearsal/parties/officials.ts';
import { startRegistry, type Registry } from '#server/registry/registry.ts';
import { importRoll } from '#server/registry/roll/import.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { buildFiles, writeFiles, type BuildOptions } from '../../../voter-client/build/build.ts';
import { mini } from '../../negative/mini.ts';
import { aroundNow } from '../../server/support/anytime.ts';
import { registryBeside, rollOf } from '../../server/support/registry.ts';
import { Setting } from '../../server/support/running.ts';
import { launchChromium } from '../../support/browser.ts';
import { freePort } from '../../support/local-server.ts';
import { demoHelp } from './help.ts';
import { pressDelay } from './press-delay.ts';
import { Proxy } from './proxy.ts';
import { Visit } from './visit.ts';
import { HANG_MS } from '../../support/hang.ts';

const page = join(import.meta.dirname, 'test-page.ts');

export interface RehearsalOptions {
  readonly people: number;
  readonly template?: ManifestTemplate;
  readonly entries?: BuildOptions['entries'];
}

export class Rehearsal {
  readonly setting: Setting;
  readonly proxy: Proxy;
  /** Address of the pages, and of the voting process as the pages see it. */
  readonly url: string;
  readonly registryUrl: string;
  readonly outbox: string;
  readonly people: DemoVoter[] = [];
  readonly #entries: BuildOptions['entries'];
  #voting: VotingProcess | undefined;
  #registry: Registry | undefined;
  #browser: Browser | undefined;
  #drain: NodeJS.Timeout | undefined;

  static async start({ people, template = mini, entries }: RehearsalOptions): Promise<Rehearsal> {
    const proxy = new Proxy();
    const [setting, url] = [await Setting.make(aroundNow(template)), await proxy.listen()];
    setting.clock.live = true;
    const rehearsal = new Rehearsal(setting, proxy, url, `http://127.0.0.1:${await freePort()}`, {
      booth: page,
      check: page,
      ...entries,
    });
    await rehearsal.#begin(people);
    return rehearsal;
  }

  #officials: Officials | undefined;

  private constructor(
    setting: Setting,
    proxy: Proxy,
    url: string,
    registryUrl: string,
    entries: BuildOptions['entries'],
  ) {
    this.setting = setting;
    this.proxy = proxy;
    this.url = url;
    this.registryUrl = registryUrl;
    this.#entries = entries;
    this.outbox = join(setting.home, 'outbox');
  }

  /** Authority and trustees of the election. */
  get officials(): Officials {
    return this.#officials!;
  }

  /** Returns a person who has not visited yet. */
  nextPerson(): DemoVoter {
    return this.people.shift()!;
  }

  /** Opens a page in a new browser profile. */
  async visit(path = ''): Promise<Visit> {
    const context = await this.#browser!.newContext();
    context.setDefaultTimeout(HANG_MS);
    await context.addInitScript(pressDelay);
    return Visit.begin(await context.newPage(), `${this.url}/booth/${path}`, this.outbox);
  }

  async end(): Promise<void> {
    clearInterval(this.#drain);
    await this.#browser?.close();
    await this.#registry?.stop();
    await this.#voting?.stop();
    await this.proxy.close();
    await this.setting.end();
  }

  async #begin(people: number): Promise<void> {
    const { setting, url: voting, registryUrl: registry } = this;
    const entries = this.#entries;
    const { election, config, home } = setting;
    const booth = join(home, 'booth');
    const options = {
      manifest: election.bytes,
      voting,
      registry,
      help: demoHelp,
      ...(entries && { entries }),
    };
    await writeFiles(booth, await buildFiles(options));
    const log = { write: (): void => undefined };
    this.#voting = await startVoting({ ...config, booth }, { clock: setting.clock, log });
    this.proxy.target = this.#voting.url;
    const officials = await setting.begin(this.#voting.url);
    this.#registry = await startRegistry(await this.#registryConfig(), { log });
    const roll = join(home, 'roll.csv');
    await writeFile(roll, rollOf(election, people), { mode: 0o600 });
    await importRoll(
      this.#registry.services,
      { file: roll, by: 'prueba' },
      {
        fault: (fault) => {
          throw new Error(JSON.stringify(fault));
        },
      },
    );
    await issueCredentials(this.#registry.services);
    await releaseMessages(this.#registry.services, 'prueba');
    await this.#registry.drain();
    this.#officials = officials;
    await officials.open(election.manifest.units.map(() => people));
    this.people.push(...(await readVoters(this.outbox, election)));
    this.#drain = setInterval(() => void this.#registry!.drain(), 100);
    this.#browser = await launchChromium();
  }

  async #registryConfig(): Promise<RegistryConfig> {
    const { url, registryUrl, setting } = this;
    return {
      ...(await registryBeside(setting, this.#voting!.url)),
      listen: { host: '127.0.0.1', port: Number(new URL(registryUrl).port) },
      booth: `${url}/booth/`,
      origins: [url],
    };
  }
}
