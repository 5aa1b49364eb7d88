/**
 * Test of ten people at a consulate, from their arrival to the result: desk and kiosk in two browsers, with all real
 * processes.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeElement } from '#crypto/group.ts';
import { blobRef } from '#crypto/entry/entry.ts';
import { encodeHeld, encodeSiteClosing } from '#crypto/record/in-person.ts';
import { BoardClient } from '#server/rehearsal/parties/board-client.ts';
import { logIn as logInByInternet, readVoters } from '#server/rehearsal/parties/voter.ts';
import { startDesk } from '#server/desk/process.ts';
import { postAdmissions } from '#server/registry/office/admissions.ts';
import { startVoting } from '#server/voting/process.ts';
import { verify } from '../../verifier/verification/verify.ts';
import { makeArithmetic } from '../../verifier/crypto/arithmetic/make.ts';
import { DirectoryReader } from '../../verifier/board/directory-reader.ts';
import { miniChoices } from '../negative/mini.ts';
import { postBytes } from '../server/support/running.ts';
import { until } from '../server/support/until.ts';
import type { Person } from '../server/support/site.ts';
import { hasChromium, launchChromium } from '../support/browser.ts';
import { program } from '../support/program.ts';
import { KioskBrowser, KioskSite, SUPERVISOR } from './support/kiosk-site.ts';
import { pressDelay } from './support/press-delay.ts';
import { scanCard } from './support/scan-card.ts';
import { Paper } from './support/paper.ts';
import { HANG_MS } from '../support/hang.ts';
import { pathOf } from '#server/api/endpoint.ts';
import * as votingApi from '#server/api/voting.ts';

const people: readonly Person[] = [
  ['UNO', 'Registrada Uno', 'in-person', 'chicago', 'yes'],
  ['DOS', 'Registrado Dos', 'in-person', 'chicago', 'yes'],
  ['TRES', 'Registrada Tres', 'in-person', 'chicago', 'yes'],
  ['CUATRO', 'Registrado Cuatro', 'in-person', 'chicago', 'yes'],
  ['CINCO', 'Registrada Cinco', 'in-person', 'chicago', 'yes'],
  ['VENCIDA', 'Vencida Credencial', 'in-person', 'chicago', 'no'],
  ['CORREO', 'Postal Sobre', 'postal', '', 'yes'],
  ['RED', 'Internet Una', 'internet', '', 'yes'],
  ['PERSONA0008', 'Internet Dos', 'internet', '', 'yes'],
  ['PASO', 'Paso Primero', 'walk-in', '', 'yes'],
];
const KIOSK_PIN = '864209';

describe.skipIf(!hasChromium())('ten people at a consulate', () => {
  let site: KioskSite;
  let profile: string;
  let browser: Browser;
  let paper: Paper;
  let desk: Page;
  let kiosk: KioskBrowser;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'sivei-kiosk-'));
    site = await KioskSite.start(people);
    browser = await launchChromium();
    paper = await Paper.of(browser);
    const context = await browser.newContext({ locale: 'es-MX', viewport: { width: 1280, height: 800 } });
    desk = await context.newPage();
    desk.setDefaultTimeout(HANG_MS);
    await desk.addInitScript(() => Object.assign(globalThis, { print: () => undefined }));
    await desk.addInitScript(pressDelay);
    await logIn();
    kiosk = await KioskBrowser.start(profile, `${site.url}/kiosk/`);
    await openKiosk();
  });
  afterAll(async () => {
    await kiosk?.kill();
    await browser?.close();
    for (const child of children) child.kill('SIGKILL');
    await site?.end();
    await rm(profile, { recursive: true, force: true });
  });

  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  const fill = (page: Page, label: string, text: string): Promise<void> =>
    page.getByLabel(label, { exact: true }).fill(text);
  const title = (page: Page, name: string): Promise<void> =>
    page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

  async function logIn(): Promise<void> {
    await desk.goto(`${site.url}/desk/`);
    await title(desk, 'Entrar a la mesa');
    await fill(desk, 'Nombre', 'ana');
    await fill(desk, 'PIN', '135791');
    await desk.keyboard.press('Enter');
    await title(desk, 'Buscar a la persona');
  }

  async function openKiosk(): Promise<void> {
    const { page } = kiosk;
    await press(page, 'Personal');
    await fill(page, 'Nombre de esta urna', 'urna 1');
    await fill(page, 'Supervisor', SUPERVISOR.name);
    await fill(page, 'NIP del supervisor', SUPERVISOR.pin);
    await fill(page, 'NIP nuevo de esta urna', KIOSK_PIN);
    await press(page, 'Abrir la urna');
    await title(page, 'Escanea tu tarjeta para votar');
  }

  async function find(key: string, verdict: string): Promise<void> {
    await press(desk, 'Atender');
    await fill(desk, 'Credencial o nombre', key);
    await desk.keyboard.press('Enter');
    await title(desk, verdict);
  }

  /** Prints a person's card and returns the text of its QR code. */
  async function card(key: string): Promise<string> {
    await find(key, 'Puede votar');
    await press(desk, 'Imprimir tarjeta');
    return (await paper.print(desk)).code;
  }

  async function allow(send: string, reason: string): Promise<void> {
    await fill(desk, 'Motivo', reason);
    await fill(desk, 'Nombre de quien supervisa', SUPERVISOR.name);
    await fill(desk, 'PIN de supervisión', SUPERVISOR.pin);
    await press(desk, send);
  }

  /** Votes at the kiosk with a scanned card, up to the result screen with the title `end`. */
  async function vote(code: string, end = 'Tu voto está registrado'): Promise<void> {
    const { page } = kiosk;
    await title(page, 'Escanea tu tarjeta para votar');
    await scanCard(page, code);
    await press(page, 'Empezar mi boleta');
    while ((await page.locator('.contest').count()) > 0) {
      const before = await page.locator('h1').textContent();
      await page.locator('.contest input').first().check();
      await page.getByRole('button', { name: /Siguiente boleta|Revisar mi boleta/ }).click();
      await page.locator('h1', { hasNotText: before! }).waitFor();
    }
    await press(page, 'Cifrar mi boleta');
    await press(page, 'Emitir mi voto');
    await press(page, 'Sí, emitir mi voto');
    await title(page, end);
  }

  interface Numbers {
    readonly issued: number;
    readonly ballots: number;
    readonly closed: boolean;
    readonly missing: number;
  }
  /** Reads the site's counts from the voting process. */
  const numbers = async (): Promise<Numbers> =>
    (await (
      await fetch(`${site.world.voting.url}${pathOf(votingApi.readSite, { site: String(0) })}`)
    ).json()) as Numbers;

  test('1 registered: a card, a vote, a receipt', async () => {
    await vote(await card('UNO'));
    await press(kiosk.page, 'Terminar');
    expect(await numbers()).toMatchObject({ issued: 1, ballots: 1 });
  });

  test('2 a second attempt: at the desk, and with the same card', async () => {
    await find('UNO', 'Ya votó');
    const used = await card('DOS');
    await vote(used);
    await press(kiosk.page, 'Terminar');
    await vote(used, 'Tu voto no se registró');
    await press(kiosk.page, 'Terminar');
    expect(await numbers()).toMatchObject({ issued: 2, ballots: 2 });
  });

  test('3 a walk-in votes', async () => {
    await vote(await card('PASO'));
    await press(kiosk.page, 'Terminar');
    expect(await numbers()).toMatchObject({ issued: 3, ballots: 3 });
  });

  test('4 a voter who has voted by internet is refused', async () => {
    const { setting, voting, registry } = site.world;
    const outbox = join(setting.home, 'outbox');
    const voters = await readVoters(outbox, setting.election);
    const voter = voters.find(({ email }) => email.startsWith('persona0008@'))!;
    const drained = setInterval(() => void registry.drain(), 50);
    const ticket = await logInByInternet(registry.url, outbox, setting.election, voter);
    clearInterval(drained);
    const { credential } = voter;
    const ballot = setting.ballot({ credential, X: encodeElement(credential.X), unit: 0 }, miniChoices);
    expect((await postBytes(`${voting.url}${votingApi.castBallot.path}`, ballot, ticket)).status).toBe(200);
    await find('PERSONA0008', 'Ya votó');
  });

  test('5 wrong modality, 6 expired credential: not here, and why', async () => {
    await find('CORREO', 'No en esta sede');
    await find('VENCIDA', 'No en esta sede');
    expect(await numbers()).toMatchObject({ issued: 3, ballots: 3 });
  });

  test('7 a supervisor approves a voter registered for the internet', async () => {
    await find('RED', 'Requiere supervisión');
    await allow('Autorizar e imprimir tarjeta', 'no le llegó el enlace');
    await vote((await paper.print(desk)).code);
    await press(kiosk.page, 'Terminar');
    expect(await numbers()).toMatchObject({ issued: 4, ballots: 4 });
  });

  test('8 no printer: the card that did not come out is spoiled, and another one is good', async () => {
    const first = await card('TRES');
    await press(desk, 'No salió la tarjeta');
    await allow('Anular la tarjeta', 'se acabó el papel');
    await title(desk, 'Puede votar');
    await press(desk, 'Imprimir tarjeta');
    const second = (await paper.print(desk)).code;
    await vote(first, 'Tu voto no se registró');
    await press(kiosk.page, 'Terminar');
    await vote(second);
    await press(kiosk.page, 'Terminar');
    expect(await numbers()).toMatchObject({ issued: 6, ballots: 5 });
  });

  test('9 the network is cut while somebody casts: kept, then on the board', async () => {
    const code = await card('CUATRO');
    site.disconnect();
    await vote(code, 'Tu voto está guardado');
    await press(kiosk.page, 'Terminar');
    await find('CUATRO', 'Requiere supervisión'); // for the desk, the card is still unused
    site.reconnect();
    await until(async () => (await numbers()).ballots === 6);
    await find('CUATRO', 'Ya votó');
    expect(await numbers()).toMatchObject({ issued: 7, ballots: 6 });
  });

  test('10 the power fails: browser, desk and voting process die at once, and nothing is lost', async () => {
    const { setting, voting } = site.world;
    const child = async (name: 'desk' | 'voting', config: object): Promise<ChildProcess> => {
      const file = join(setting.home, `${name}-child.json`);
      await writeFile(file, JSON.stringify(config), { mode: 0o600 });
      const started = spawn(process.execPath, [...program(`server/${name}/main.ts`), file]);
      children.push(started);
      await once(started.stdout, 'data');
      return started;
    };
    const listen = { host: '127.0.0.1', port: Number(new URL(voting.url).port) };
    const own = { ...setting.config, listen };
    await voting.stop();
    await site.desk.stop();
    const processes = [await child('voting', own), await child('desk', site.config)];
    await logIn();
    const code = await card('CINCO');
    // Drop the response to the cast ballot: the kiosk cannot know whether the ballot is on the board when the power
    // fails.
    site.proxy.behaviour = { before: ({ method }) => (method === 'POST' ? 'lose' : undefined) };
    await vote(code, 'Estamos entregando tu voto');
    await until(async () => (await numbers()).ballots === 7);
    await Promise.all([
      kiosk.kill(),
      ...processes.map((process) => {
        process.kill('SIGKILL');
        return once(process, 'exit');
      }),
    ]);
    site.reconnect();
    site.world.voting = await startVoting(own, { clock: setting.clock, log: { write: () => undefined } });
    site.desk = await startDesk(site.config, {
      now: () => setting.clock.now(),
      log: { write: () => undefined },
      timers: false,
    });
    kiosk = await KioskBrowser.start(profile, `${site.url}/kiosk/`);
    await until(async () => (await numbers()).ballots === 7);
    await logIn();
    await find('CINCO', 'Ya votó');
    expect(await numbers()).toMatchObject({ issued: 8, ballots: 7 });
  });

  test('the day ends: kiosk, site and election close, and the verifier counts both modalities', async () => {
    const { setting, officials, registry } = site.world;
    const { election, clock } = setting;
    clock.live = false;
    clock.time = election.sites[0]!.ends + 60;
    const { page } = kiosk;
    await press(page, 'Personal');
    await fill(page, 'NIP de esta urna', KIOSK_PIN);
    await press(page, 'Entrar al menú');
    await press(page, 'Cerrar la urna');
    await title(page, 'Esta urna está cerrada');
    await logIn();
    await press(desk, 'Cierre');
    await fill(desk, 'Explicaciones', 'Una tarjeta se anuló porque se acabó el papel.');
    await fill(desk, 'Nombre de quien supervisa', SUPERVISOR.name);
    await fill(desk, 'PIN de supervisión', SUPERVISOR.pin);
    await press(desk, 'Cerrar y hacer el acta');
    await title(desk, 'Acta de cierre');
    expect(await numbers()).toEqual({ issued: 8, ballots: 7, closed: true, missing: 0 });
    const nothing = encodeHeld({ issues: [], ballots: [] });
    const madrid = encodeSiteClosing({ site: 1, issued: 0, ballots: 0, held: blobRef(nothing) });
    const board = new BoardClient(site.world.voting.url, election.id);
    await board.post(setting.parties.sites[1]!, madrid, nothing);
    clock.time = election.closes + election.manifest.graceSeconds;
    await officials.close();
    await postAdmissions(registry.services);
    await officials.count();
    const report = await verify(new DirectoryReader(setting.config.directory), {
      arithmetic: makeArithmetic('wasm'),
    });
    expect(report.checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(report.verdict).toBe('verified');
    expect(report.outcome).toMatchObject({ ballots: 8, sites: [{ issued: 8, ballots: 7 }, { ballots: 0 }] });
  });
});
