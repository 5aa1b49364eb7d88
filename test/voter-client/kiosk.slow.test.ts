/** Tests of the real kiosk at a real site: a vote, a network failure, and a killed browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '#crypto/bytes.ts';
import { parseCard } from '#crypto/card.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { sha256 } from '#crypto/transcript.ts';
import { entriesOf } from './support/boards.ts';
import { KioskBrowser, KioskSite, SUPERVISOR } from './support/kiosk-site.ts';
import { sheetsOf } from './support/paper.ts';
import { scanCard } from './support/scan-card.ts';
import { violationsOf } from './support/screens.ts';

const PIN = '864209';

let site: KioskSite;
let profile: string;
let kiosk: KioskBrowser;
let page: Page;

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'sivei-kiosk-'));
  site = await KioskSite.start(9);
  await powerOn();
});
afterAll(async () => {
  await kiosk?.kill();
  await site?.end();
  await rm(profile, { recursive: true, force: true });
});

async function powerOn(): Promise<void> {
  kiosk = await KioskBrowser.start(profile, `${site.url}/kiosk/`);
  ({ page } = kiosk);
}

const heading = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const fill = (name: string, value: string): Promise<void> =>
  page.getByLabel(name, { exact: true }).fill(value);

/** Scans a card once the kiosk waits for one. */
async function scan(text: string): Promise<void> {
  await heading('Escanea tu tarjeta para votar');
  await scanCard(page, text);
}

/** Goes from the card to the encrypted ballot and marks the first option of each contest. */
async function mark(card: string): Promise<void> {
  await scan(card);
  await heading('Tu boleta');
  await press('Empezar mi boleta');
  while ((await page.locator('.contest').count()) > 0) {
    const title = await page.locator('h1').textContent();
    await page.locator('.contest input').first().check();
    await page.getByRole('button', { name: /Siguiente boleta|Revisar mi boleta/ }).click();
    await page.locator('h1', { hasNotText: title! }).waitFor();
  }
  await press('Cifrar mi boleta');
  await heading('Tu boleta está lista. Todavía no has votado');
}

async function vote(card: string): Promise<string> {
  await mark(card);
  const tracker = (await page.locator('[data-tracker]').textContent())!.trim().replaceAll(' ', '-');
  await press('Emitir mi voto');
  await press('Sí, emitir mi voto');
  return tracker;
}

const ballots = async (): Promise<string[]> => {
  const all = await entriesOf(site.world.voting.url);
  return all.filter(([kind]) => kind === Kind.ballot).map((entry) => toHex(sha256(entry)));
};

const papers = (): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { papers: string[] }).papers);

/** Reads everything that the kiosk has on its disk. */
const disk = (): Promise<{ kept: { ballot: string }[]; refused: unknown[]; all: string }> =>
  page.evaluate(async () => {
    const [{ name }] = (await indexedDB.databases()) as [{ name: string }];
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.addEventListener('success', () => resolve(request.result));
    });
    const read = (store: string): Promise<unknown[]> =>
      new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.addEventListener('success', () => resolve(request.result as unknown[]));
      });
    const [kept, refused, notes] = [await read('kept'), await read('refused'), await read('notes')];
    database.close();
    const plain = (_: string, value: unknown): unknown =>
      value instanceof Uint8Array ? String.fromCodePoint(...value) : value;
    const all = JSON.stringify(
      [kept, refused, notes, Object.entries(localStorage), Object.entries(sessionStorage), location.href],
      plain,
    );
    return { kept: kept as { ballot: string }[], refused, all };
  });

describe('with a link', () => {
  test('staff open it: checked, registered, with a PIN of its own', async () => {
    await heading('Esta urna está cerrada');
    expect(await violationsOf(page)).toEqual([]);
    const policy = (await fetch(`${site.url}/kiosk/`)).headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toMatch(/connect-src 'self' http:[^ ]+ http:[^ ]+; worker-src blob:;/);
    await press('Personal');
    await page.getByText('Todos los archivos son los de la lista.').waitFor();
    await fill('Nombre de esta urna', 'urna 1');
    await fill('Supervisor', SUPERVISOR.name);
    await fill('NIP del supervisor', '000000');
    await fill('NIP nuevo de esta urna', PIN);
    await press('Abrir la urna');
    await page.getByRole('alert').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await fill('NIP del supervisor', SUPERVISOR.pin);
    await press('Abrir la urna');
    await heading('Escanea tu tarjeta para votar');
    expect(await site.state()).toMatchObject({ devices: [{ name: 'urna 1' }] });
    expect(await violationsOf(page)).toEqual([]);
  });

  test('a whole vote: on the board, on paper, and nowhere else', async () => {
    const card = await site.card(0);
    const tracker = await vote(card);
    await heading('Tu voto está registrado');
    expect(await violationsOf(page)).toEqual([]);
    expect(await ballots()).toHaveLength(1);
    const [paper] = await papers();
    expect(paper).toContain(tracker.replaceAll('-', ' '));
    expect(paper).toContain('Voto registrado en la pizarra pública');
    const { code } = parseCard(card);
    for (const secret of [code, code.replaceAll('-', ''), card, 'Persona', 'Número 0']) {
      expect(paper).not.toContain(secret);
      expect((await disk()).all).not.toContain(secret);
      expect(await page.content()).not.toContain(secret);
    }
    expect((await disk()).kept).toEqual([]);
    await press('Terminar');
    await heading('Escanea tu tarjeta para votar');
    expect(await page.content()).not.toContain(tracker);
  });

  test('the printed slip fits on the roll', async () => {
    await vote(await site.card(1));
    await heading('Tu voto está registrado');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 302, height: 800 }); // 80 mm
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter(
          (element) => element.checkVisibility() && element.children.length === 0 && element.textContent,
        )
        .every((element) => element.closest('.slip')),
    );
    expect(shown).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(302);
    await page.emulateMedia({ media: null });
    expect(await sheetsOf(page)).toEqual([[80, 240]]);
    await page.setViewportSize({ width: 1080, height: 1920 });
    await press('Terminar');
  });

  test('a ballot that is checked is opened, printed as such, and another one is cast', async () => {
    await mark(await site.card(2));
    await press('Hacer una prueba (esta boleta no contará)');
    await heading('Compruébala en otro aparato');
    expect((await papers()).at(-1)).toContain('No cuenta como voto');
    await press('Seguir con una boleta nueva');
    await press('Cifrar mi boleta');
    await press('Emitir mi voto');
    await press('Sí, emitir mi voto');
    await heading('Tu voto está registrado');
    await press('Terminar');
  });

  test('the same card again: the voting process refuses, and staff see the refused ballot', async () => {
    const card = await site.card(3);
    await vote(card);
    await heading('Tu voto está registrado');
    await press('Terminar');
    await vote(card);
    await heading('Tu voto no se registró');
    expect(await violationsOf(page)).toEqual([]);
    await press('Terminar');
    expect(await disk()).toMatchObject({ kept: [], refused: [{ code: 'already-voted' }] });
  });
});

describe('without a link', () => {
  let before: string[];

  test('the ballot is stored before anything is shown, and the card is used up', async () => {
    before = await ballots();
    const cards = [await site.card(4), await site.card(5)] as const;
    site.disconnect();
    await vote(cards[0]);
    await heading('Tu voto está guardado');
    await page
      .getByText('Guardado en esta urna. Aún no está en la pizarra pública; podrás verlo con tu código')
      .first()
      .waitFor();
    expect((await papers()).at(-1)).toContain('Aún no está en la pizarra pública');
    expect(await violationsOf(page)).toEqual([]);
    expect((await disk()).kept).toHaveLength(1);
    await press('Terminar');
    await scan(cards[0]);
    await page.getByText('Con esta tarjeta ya se votó en esta urna.').waitFor();

    // The power fails, and the network is still down when it returns.
    await kiosk.kill();
    await powerOn();
    await vote(cards[1]);
    await heading('Tu voto está guardado');
    const { kept, all } = await disk();
    expect(kept).toHaveLength(2);
    for (const card of cards) expect(all).not.toContain(parseCard(card).code);
    expect(await ballots()).toEqual(before);
  });

  test('a ballot whose answer was lost in a power cut is delivered too, and all of them once', async () => {
    const { kept } = await disk();
    const card = await site.card(6);
    site.reconnect();
    // Lose the answer to every cast ballot.
    site.proxy.behaviour = { before: ({ method }) => (method === 'POST' ? 'lose' : undefined) };
    await press('Terminar');
    await mark(card);
    await press('Emitir mi voto');
    await press('Sí, emitir mi voto');
    await heading('Estamos entregando tu voto');
    // Until the ballot is queued, the card stays usable and no ballot is reported as kept.
    await expect.poll(async () => (await disk()).kept).toHaveLength(3);
    await kiosk.kill();
    await powerOn();
    const more = (await disk()).kept;
    expect(more).toHaveLength(3);
    site.reconnect();
    await expect.poll(async () => (await disk()).kept).toEqual([]);
    const now = await ballots();
    expect(now.toSorted()).toEqual([...before, ...more.map(({ ballot }) => ballot)].toSorted());
    expect(more.slice(0, 2)).toEqual(kept);
    expect((await disk()).refused).toHaveLength(1);
  });
});

test('an answer that proves nothing: the ballot stays kept, and nobody votes until staff have looked', async () => {
  const lie = (text: string): string =>
    text.replace(/"index":(\d+)/, (_, n: string) => `"index":${Number(n) + 1}`);
  site.proxy.behaviour = {
    after: ({ path }, { status, body }) =>
      /^\/(ballots|envelopes)$/.test(path)
        ? { status, body: Buffer.from(lie(Buffer.from(body).toString())) }
        : undefined,
  };
  await vote(await site.card(8));
  await heading('No sabemos si tu voto llegó');
  expect((await disk()).kept).toHaveLength(1);
  await press('Terminar');
  await heading('Esta urna está en pausa');
  site.reconnect();
  await expect.poll(async () => (await disk()).kept).toEqual([]);
  await press('Personal');
  await fill('NIP de esta urna', PIN);
  await press('Entrar al menú');
  await press('Reanudar');
  await press('Volver a la urna');
  await heading('Escanea tu tarjeta para votar');
});

test('staff close it: the ballots still queued are reported to the desk', async () => {
  const card = await site.card(7);
  site.disconnect();
  await vote(card);
  await heading('Tu voto está guardado');
  await press('Terminar');
  await press('Personal');
  await fill('NIP de esta urna', '111111');
  await press('Entrar al menú');
  await page.getByText('Ese NIP no es el de esta urna.').waitFor();
  await fill('NIP de esta urna', PIN);
  await press('Entrar al menú');
  await heading('Menú del personal');
  await page.getByText('Número').first().waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await press('Cerrar la urna');
  await heading('Esta urna está cerrada');
  expect(await site.state()).toMatchObject({ devices: [{ name: 'urna 1', holds: 1 }] });
  await page.getByText('queda una boleta por entregar').waitFor();
  site.reconnect();
  await page.getByText('queda una boleta por entregar').waitFor({ state: 'detached' });
  expect((await disk()).kept).toEqual([]);
});
