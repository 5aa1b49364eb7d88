/**
 * Test of a clerk's day at the real desk, with registry and voting process, in a browser. It compares what the screens
 * and the paper show.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCard } from '#crypto/card.ts';
import { encodeElement } from '#crypto/group.ts';
import { grounds } from '#crypto/record/in-person.ts';
import { readVoters } from '#server/rehearsal/parties/voter.ts';
import { miniChoices } from '../negative/mini.ts';
import { postBytes } from '../server/support/running.ts';
import type { Person } from '../server/support/site.ts';
import { hasChromium } from '../support/browser.ts';
import { CLERK, DeskSite, SUPERVISOR } from './support/desk-site.ts';
import { overflowOf, violationsOf } from './support/screens.ts';
import * as votingApi from '#server/api/voting.ts';
import * as deskApi from '#server/api/desk.ts';

const people: readonly Person[] = [
  ['UNO', 'Registrada Uno', 'in-person', 'chicago', 'yes'],
  ['DOS', 'Registrado Dos', 'in-person', 'chicago', 'yes'],
  ['TRES', 'Registrada Tres', 'in-person', 'chicago', 'yes'],
  ['CUATRO', 'Registrado Cuatro', 'in-person', 'chicago', 'yes'],
  ['MADRID', 'Lejana Madrid', 'in-person', 'madrid', 'yes'],
  ['VENCIDA', 'Vencida Credencial', 'in-person', 'chicago', 'no'],
  ['CORREO', 'Postal Sobre', 'postal', '', 'yes'],
  ['RED', 'Internet Una', 'internet', '', 'yes'],
  ['ENRED', 'Internet Dos', 'internet', '', 'yes'],
  ['SIN1', 'Paso Primero', 'walk-in', '', 'yes'],
  ['SIN2', 'Paso Segundo', 'walk-in', '', 'yes'],
];

describe.skipIf(!hasChromium())('the desk', () => {
  let site: DeskSite;
  let page: Page;

  beforeAll(async () => {
    site = await DeskSite.start(people, 52);
  });
  afterAll(() => site?.stop());

  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const fill = (label: string, text: string): Promise<void> =>
    page.getByLabel(label, { exact: true }).fill(text);
  const title = (text: string): Promise<void> =>
    page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();

  /** Checks that the screen has one heading, fits the window, and is accessible. */
  async function expectAccessible(): Promise<void> {
    expect(await page.locator('h1').count()).toBe(1);
    expect(await overflowOf(page)).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  }

  async function logIn(): Promise<void> {
    await title('Entrar a la mesa');
    await fill('Nombre', CLERK.name);
    await fill('PIN', CLERK.pin);
    await page.keyboard.press('Enter');
    await title('Buscar a la persona');
  }

  async function find(text: string, verdict: string): Promise<void> {
    await press('Atender');
    await fill('Credencial o nombre', text);
    await page.keyboard.press('Enter');
    await title(verdict);
  }

  /** Presses Enter on the main button, which gets the focus after the press delay. */
  async function enter(name: string): Promise<void> {
    await page.locator('button:focus').getByText(name, { exact: true }).waitFor();
    await page.keyboard.press('Enter');
  }

  async function allow(send: string, reason?: string): Promise<void> {
    if (reason !== undefined) await fill('Motivo', reason);
    await fill('Nombre de quien supervisa', SUPERVISOR.name);
    await fill('PIN de supervisión', SUPERVISOR.pin);
    await press(send);
  }

  test('loads and asks nothing but its own site', async () => {
    for (const own of ['', 'queue.html']) {
      const { headers } = await fetch(`${site.desk.url}/desk/${own}`);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*connect-src 'self';/);
    }
  });

  test('logs in by name and PIN', async () => {
    page = await site.open();
    await expectAccessible();
    await fill('Nombre', 'ana');
    await fill('PIN', '000000');
    await press('Entrar');
    await page.getByText('El nombre o el PIN no es correcto.').waitFor();
    await expectAccessible();
    await logIn();
    // Opening hours include the day, because a desk may be opened on the wrong one.
    await page.getByText(/^Del \d+ de \w+ .* al \d+ de \w+ .* \(America\/Chicago\)$/).waitFor();
    await expectAccessible();
  });

  test('opens the site with a supervisor, and shows the act', async () => {
    await find('UNO', 'Puede votar');
    await press('Imprimir tarjeta');
    await page.getByText('La sede no está abierta.').waitFor();
    await press('Apertura');
    await title('Abrir la sede');
    await expectAccessible();
    await press('Abrir y hacer el acta');
    await page.getByText('Falta el nombre.').waitFor();
    await allow('Abrir y hacer el acta');
    await title('Acta de apertura');
    await expectAccessible();
    const paper = await page.locator('.act').innerText();
    expect(paper).toContain('Boletas de la sede en la pizarra pública\t0\tcero');
    expect(paper).toContain('Códigos que quedan\t52\tcincuenta y dos');
    expect(paper).toContain('ana');
    expect(paper).toContain('eva');
  });

  test('a scan, Enter, Enter: the card is on paper, and then nowhere', async () => {
    await press('Atender');
    await title('Buscar a la persona');
    await page.keyboard.type('uno');
    await page.keyboard.press('Enter');
    await title('Puede votar');
    await page.keyboard.press('Enter'); // the Enter that the scanner sends is ignored
    expect(await page.locator('main').innerText()).toMatch(
      /Registrada Uno[^]*Ciudad de México[^]*Gobierno · Consejo/,
    );
    await expectAccessible();
    await enter('Imprimir tarjeta');
    await title('Imprimiendo la tarjeta 1');
    expect(await page.locator('.ticket').isVisible()).toBe(false); // the card is on paper only
    await expectAccessible();
    const { code, words, sheets } = await site.print(page);
    expect(sheets).toEqual([[80, 150]]);
    expect(words).toMatch(/Tarjeta 1[^]*Sirve 30 minutos/);
    await title('Tarjeta 1 impresa');
    await expectAccessible();
    expect(await page.content()).not.toContain(parseCard(code).code);
    expect(await page.locator('.ticket, .qr').count()).toBe(0);
    // A rehearsal may have no printer, so the card can be copied for the kiosk.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await press('Copiar lo que lee el lector');
    await page.getByText('Copiado. Péguelo en la primera pantalla del kiosco').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    await expectAccessible();
    await press('Siguiente persona');
    await title('Buscar a la persona');
    expect(await site.world.vote(code)).toBe(200);
    await find('UNO', 'Ya votó');
    await page.getByText('Votó en esta sede con la tarjeta que se le dio.').waitFor();
    await expectAccessible();
  });

  test.each([
    ['MADRID', 'No en esta sede', 'Está en la lista de otra sede: Madrid.'],
    ['VENCIDA', 'No en esta sede', 'Su credencial no está vigente en la lista.'],
    ['CORREO', 'No en esta sede', 'Se registró para votar por correo.'],
  ])('%s: %s, and why', async (key, verdict, why) => {
    await find(key, verdict);
    await page.getByText(why).waitFor();
    if (key === 'MADRID') await expectAccessible();
    expect(await page.getByRole('button', { name: 'Imprimir tarjeta' }).count()).toBe(0);
  });

  test('a voter who has voted by internet gets no card', async () => {
    const { setting, voting } = site.world;
    const voters = await readVoters(join(setting.home, 'outbox'), setting.election);
    const { credential } = voters.find(({ email }) => email.startsWith('enred@'))!;
    const X = encodeElement(credential.X);
    const ballot = setting.ballot({ credential, X, unit: 0 }, miniChoices);
    const cast = await postBytes(
      `${voting.url}${votingApi.castBallot.path}`,
      ballot,
      await setting.ticket({ X }),
    );
    expect(cast.status).toBe(200);
    await find('ENRED', 'Ya votó');
    await page.getByText('Votó por internet. Su boleta está en la urna.').waitFor();
  });

  test('a walk-in is found by name, while the site’s limit allows', async () => {
    await press('Atender');
    await fill('Credencial o nombre', 'paso');
    await page.keyboard.press('Enter');
    await page.getByText('Se encontraron 2 personas').waitFor();
    await expectAccessible();
    await page.getByRole('button', { name: /Paso Primero/ }).click();
    await title('Puede votar');
    await press('Imprimir tarjeta');
    await site.print(page);
    await find('SIN2', 'No en esta sede');
    await page.getByText('ya atendió a todas las personas sin registro').waitFor();
  });

  test('a voter registered for the internet needs a supervisor', async () => {
    await find('RED', 'Requiere supervisión');
    await expectAccessible();
    await fill('Motivo', 'no le llegó el enlace');
    await fill('Nombre de quien supervisa', CLERK.name);
    await fill('PIN de supervisión', CLERK.pin);
    await press('Autorizar e imprimir tarjeta');
    await page.getByText('ese nombre no es de supervisión').waitFor();
    await allow('Autorizar e imprimir tarjeta', 'no le llegó el enlace');
    expect((await site.print(page)).words).toContain('Tarjeta 3');
    await title('Tarjeta 3 impresa');
    // Every screen warns when few codes are left.
    await page.getByText('Quedan pocos: avise a la oficina electoral.').waitFor();
  });

  test('a card that did not come out is spoiled, and another one printed', async () => {
    await find('DOS', 'Puede votar');
    await press('Imprimir tarjeta');
    const first = await site.print(page);
    await press('No salió la tarjeta');
    await title('No salió la tarjeta');
    await expectAccessible();
    await allow('Anular la tarjeta', 'se atoró el papel');
    await title('Puede votar');
    await enter('Imprimir tarjeta');
    await title('Imprimiendo la tarjeta 5');
    const second = await site.print(page);
    expect(await site.world.vote(first.code)).toBe(409);
    expect(second.code).not.toBe(first.code);
    await find('DOS', 'Requiere supervisión');
    await page.getByText('Ya se le dio una tarjeta, y no se ha usado.').waitFor();
    await expectAccessible();
  });

  test('the queue is counted here and shown on the wall', async () => {
    await press('Llegó una persona');
    await press('Llegó una persona');
    const wall = await site.open({ page: 'queue.html', width: 1280, height: 720 });
    await wall.getByText('Se vota hasta las').waitFor();
    expect(await wall.locator('dd').first().innerText()).toBe('0');
    expect(await violationsOf(wall)).toEqual([]);
    expect(await wall.getByRole('button').count()).toBe(0);
    await wall.context().close();
  });

  test('without a link this site’s roll is served', async () => {
    await site.startDesk(false);
    await press('Llegó una persona'); // the session ended with its process
    await page.getByText('La sesión terminó.').waitFor();
    await logIn();
    await find('TRES', 'Puede votar');
    await page.getByText(/Sin enlace desde las/).waitFor();
    await enter('Imprimir tarjeta');
    await title('Imprimiendo la tarjeta 6');
    await site.print(page);
    await page.getByText('la mesa la lleva a la pizarra pública cuando vuelva').waitFor();
    await expectAccessible();
    await press('Atender');
    await fill('Credencial o nombre', 'SIN2');
    await page.keyboard.press('Enter');
    await page.getByText('Sin enlace solo se ve la lista de esta sede.', { exact: false }).waitFor();
    await expectAccessible();
    await press('Conflictos');
    await page.getByText('No hay ninguno.').waitFor();
    await expectAccessible();
  });

  test('a card that the centre would not have allowed is named when the link is back', async () => {
    const { registry, persons } = site.world;
    await registry.services.pool.query('insert into registry.presence values ($1, $2, 0, $3)', [
      persons.get('TRES'),
      randomUUID(), // issued by a desk with the same key, for example one that was restored from a copy
      grounds.registered,
    ]);
    await site.startDesk();
    expect(await site.desk.deliver()).toBe(true);
    await page.reload();
    await logIn();
    await page.getByText('Hay tarjetas que el centro no habría permitido').waitFor();
    await press('Conflictos');
    const conflict = page.getByRole('listitem').filter({ hasText: 'Registrada Tres' });
    await conflict.getByText('El centro sabe ya de una tarjeta de esta sede para esta persona.').waitFor();
    await expectAccessible();
  });

  test('an election’s card is copied nowhere', async () => {
    const address = `${site.desk.url}/desk/`;
    await page.route(address, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('"rehearsal":true', '"rehearsal":false');
      await route.fulfill({ response, body });
    });
    await page.reload();
    await logIn();
    await find('CUATRO', 'Puede votar');
    await press('Imprimir tarjeta');
    await site.print(page);
    await title('Tarjeta 7 impresa');
    await page.getByRole('button', { name: 'Siguiente persona' }).waitFor();
    expect(await page.getByRole('button', { name: 'Copiar lo que lee el lector' }).count()).toBe(0);
    await page.unroute(address);
  });

  test('closes with what each kiosk said, and the act explains the difference', async () => {
    const { clock, election } = site.world.setting;
    const device = { name: 'kiosco 1', software: 'ab'.repeat(32), supervisor: SUPERVISOR };
    const headers = { 'content-type': 'application/json' };
    const added = await fetch(`${site.desk.url}${deskApi.addDevice.path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(device),
    });
    expect(added.status).toBe(200);
    clock.time = election.sites[0]!.ends + 10;
    await page.reload();
    await logIn();
    await press('Cierre');
    await title('Cerrar la sede');
    await page.getByText('No ha dicho qué guarda').waitFor();
    await expectAccessible();
    await fill('Explicaciones', 'Un kiosco no encendió.');
    await allow('Cerrar y hacer el acta');
    await page.getByText('Un kiosco no ha dicho qué guarda').waitFor();
    await page.getByLabel('Cerrar sin «kiosco 1»: ya no puede decirlo').check();
    await allow('Cerrar y hacer el acta');
    await title('Acta de cierre');
    await expectAccessible();
    const paper = await page.locator('.act').innerText();
    for (const line of [
      'Tarjetas dadas\t7\tsiete',
      'Tarjetas anuladas\t1\tuno',
      'Boletas de la sede en la pizarra pública\t1\tuno',
      'Conflictos\t1\tuno',
      'Un kiosco no encendió.',
    ])
      expect(paper).toContain(line);
    const [json, signature] = [
      await download('Descargar el acta firmada (JSON)'),
      await download('Descargar la firma'),
    ];
    const act = JSON.parse(json) as { journal: string };
    expect(await site.paper.readQr(await page.locator('.act .qr').screenshot())).toBe(
      `SIVEI-ACT1:closing:chicago:${act.journal}:${signature.slice(0, 16)}`,
    );
  });

  async function download(button: string): Promise<string> {
    const [file] = await Promise.all([page.waitForEvent('download'), press(button)]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  }

  test('speaks English, and fits 768 px', async () => {
    page = await site.open({ language: 'en', width: 768, height: 1024 });
    await title('Log in to the desk');
    await fill('Name', CLERK.name);
    await fill('PIN', CLERK.pin);
    await press('Log in');
    await title('Find the person');
    await press('Closing act');
    await title('Closing act');
    expect(await page.locator('.act').innerText()).toContain('Cards given\t7\tseven');
    await expectAccessible();
  });

  test('has written nothing to a console, and asked nothing of another origin', () => {
    expect(site.consoleMessages).toEqual([]);
  });
});
