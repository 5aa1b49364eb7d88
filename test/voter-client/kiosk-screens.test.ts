/** Tests of the kiosk's screens with touch, keyboard and two switches, and of its idle timeouts. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { overflowOf, Screens, violationsOf, type Opened } from './support/screens.ts';
import { scanCard, typeCard } from './support/scan-card.ts';

let screens: Screens;
let page: Page;

beforeAll(async () => {
  screens = await Screens.start(['kiosk']);
});
afterEach(async () => {
  await page.close();
  if (screens.consoleMessages.length > 0) throw new Error(screens.consoleMessages.join('\n'));
});
afterAll(async () => {
  await screens?.end();
});

/** Time in which a person reads a screen, in tests that control the page's clock. */
const READING_MS = 700;
const ATTRACT = 'Escanea tu tarjeta para votar';

async function open(query = '', how: Opened = {}): Promise<void> {
  const all = `election=at-site&${query}`;
  page = await screens.open({ page: 'kiosk', link: '', width: 1080, height: 1920, query: all, ...how });
  await page.evaluate(() => Object.assign(globalThis, { print: () => undefined }));
}

const heading = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const CARD = 'SIVEI1:AAAA:0000-0000-0000-0000-0000';
const scan = (): Promise<void> => scanCard(page, CARD);

async function vote(seen: (name: string) => Promise<void> = async () => undefined): Promise<void> {
  await scan();
  await heading('Tu boleta');
  await seen('who');
  await press('Empezar mi boleta');
  await page.locator('.contest input').first().check();
  await seen('contest');
  await press('Revisar mi boleta');
  await heading('Revisa tu boleta');
  await seen('review');
  await press('Cifrar mi boleta');
  await heading('Tu boleta está lista. Todavía no has votado');
  await seen('sealed');
  await press('Emitir mi voto');
  await seen('confirm');
  await press('Sí, emitir mi voto');
}

describe('every screen', () => {
  test.each([
    ['a kiosk that stands', 1080, 1920, 3],
    ['a kiosk that lies', 1280, 800, 0],
  ] as const)('of %s can be used by everybody, and is wide enough', async (_, width, height, size) => {
    await open('delivery=kept', { width, height });
    const look = async (name: string): Promise<void> => {
      expect(await violationsOf(page), name).toEqual([]);
      expect(await overflowOf(page), name).toBeLessThanOrEqual(0);
    };
    await page.locator('main fieldset').first().locator('input').nth(size).check();
    await look('attract');
    await vote(look);
    await heading('Tu voto está guardado');
    await look('kept');
  });

  test.each([
    ['stage=closed', 'Esta urna está cerrada'],
    ['stage=paused', 'Esta urna está en pausa'],
    ['delivery=refused:credential-revoked', 'Tu voto no se registró'],
    ['delivery=refused:receipt-inclusion', 'No sabemos si tu voto llegó'],
  ])('%s', async (query, title) => {
    await open(query);
    if (query.startsWith('delivery')) await vote();
    await heading(title);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('targets are 64 px high at least', async () => {
    await open();
    const heights = await page
      .locator(':is(main, footer) :is(.button, .choice, .text-button)')
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(64);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('24px');
  });
});

test('an unusable card is explained in three parts, and the next one is read', async () => {
  await open('fault=takeCard:card-stale');
  await scan();
  const alert = page.getByRole('alert');
  await alert.getByText('El tiempo de esta tarjeta terminó.').waitFor();
  await alert.getByText('Lleva tu tarjeta a la mesa').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await scan();
  await heading('Tu boleta');
});

test('the scanner’s Enter presses nothing, and text typed by hand is no card', async () => {
  await open();
  await page.getByRole('button', { name: 'Leer la tarjeta con la cámara' }).focus();
  await page.keyboard.type('abc');
  await page.locator('main').getByLabel('English').focus();
  await typeCard(page, CARD);
  await page.keyboard.press('Enter'); // a real one, which would press the focused element
  await heading('Tu boleta');
  const read = await page.evaluate(() => (globalThis as unknown as { card: string }).card);
  expect(read).toBe(CARD);
});

describe('without a scanner', () => {
  const paste = async (text: string): Promise<void> => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('ControlOrMeta+V');
  };
  const taken = (): Promise<unknown> =>
    page.evaluate(() => (globalThis as unknown as { card?: string }).card);

  test('a rehearsal takes a card that is pasted, and nothing else', async () => {
    await open();
    await page.getByText('pégala aquí con Ctrl+V').waitFor();
    await paste('no es una tarjeta');
    expect(await taken()).toBeUndefined();
    await paste(`${CARD}\n`);
    await heading('Tu boleta');
    expect(await taken()).toBe(CARD);
  });

  test('an election offers nothing of the kind', async () => {
    await open('real=');
    await heading(ATTRACT);
    expect(await page.getByText('Ctrl+V').count()).toBe(0);
    await paste(CARD);
    // Send a paste event as a menu would, since the keys are blocked.
    await page.evaluate((card) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', card);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, CARD);
    expect(await taken()).toBeUndefined();
    await scan();
    await heading('Tu boleta');
  });
});

describe('an idle visit', () => {
  async function begin(): Promise<void> {
    await open();
    await page.clock.install();
    await page.reload();
    await heading(ATTRACT);
    await page.clock.runFor(READING_MS);
    await page.locator('main').getByLabel('English').check();
    await scan();
    await page.getByRole('button', { name: 'Start my ballot' }).waitFor();
    await page.clock.runFor(READING_MS);
    await page.getByRole('button', { name: 'Start my ballot' }).click();
    await page.locator('.contest').waitFor();
    await page.clock.runFor(READING_MS);
    await page.locator('.contest input').first().check();
  }

  test('after a minute the kiosk asks, and an answer continues the visit', async () => {
    await begin();
    await page.clock.runFor(61_000);
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.clock.runFor(READING_MS);
    await question.getByRole('button', { name: 'Yes, go on' }).click();
    await page.clock.runFor(31_000);
    expect(await page.locator('.contest input').first().isChecked()).toBe(true);
  });

  test('half a minute more, and nothing is left: no marks, no language', async () => {
    await begin();
    await page.clock.runFor(61_000);
    await page.getByRole('alertdialog').waitFor();
    await page.clock.runFor(31_000);
    await page.getByText('No vote was cast.').waitFor();
    await page.clock.runFor(46_000);
    await heading(ATTRACT);
    await scan();
    await heading('Tu boleta');
    await page.clock.runFor(READING_MS);
    await press('Empezar mi boleta');
    expect(await page.locator('.contest input:checked').count()).toBe(0);
  });

  test('the time of a visit ends too', async () => {
    await open('expires=301');
    await page.clock.install();
    await page.reload();
    await heading(ATTRACT);
    await scan();
    await heading('Tu boleta');
    await page.clock.runFor(3_000);
    expect(await page.getByText('Quedan 5 minutos en esta urna.').isVisible()).toBe(true);
  });
});

test('the keys of a card are no switches, also where switches were there first', async () => {
  await open('fault=takeCard:card-stale&fault=takeCard:card-site');
  const aid = page.getByLabel('Dos botones');
  await aid.check();
  await scan();
  await page.getByRole('alert').getByText('El tiempo de esta tarjeta terminó.').waitFor();
  expect(await aid.isChecked()).toBe(true);
  await press('Personal');
  await press('Volver a la urna');
  await heading(ATTRACT);
  await aid.focus();
  await scan();
  await page.getByRole('alert').getByText('Esta tarjeta es de otra sede.').waitFor();
  expect(await aid.isChecked()).toBe(true);
});

test('two switches are enough: one moves on, the other chooses', async () => {
  await open();
  await page.getByLabel('Dos botones').check();
  await scan();
  await heading('Tu boleta');
  /** Moves the focus with one switch to the wanted element, then activates it with the other. */
  const choose = async (wanted: RegExp): Promise<void> => {
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Space');
      const text = await page.evaluate(
        () =>
          (document.activeElement as HTMLInputElement).labels?.[0]?.textContent ??
          document.activeElement!.textContent,
      );
      if (wanted.test(text)) {
        await page.keyboard.press('Enter');
        return;
      }
    }
    throw new Error(`the switch does not lead to ${String(wanted)}`);
  };
  await choose(/Empezar mi boleta/);
  await page.locator('.contest').waitFor();
  await choose(/Voto nulo/i);
  expect(await page.locator('.contest input:checked').count()).toBe(1);
  await choose(/Revisar mi boleta/);
  await heading('Revisa tu boleta');
  await choose(/Cifrar mi boleta/);
  await heading('Tu boleta está lista. Todavía no has votado');
  await choose(/^Emitir mi voto/);
  await choose(/Sí, emitir/);
  await heading('Tu voto está registrado');
});

describe('staff', () => {
  test('the menu is behind a PIN, and shows hashes, never a ballot', async () => {
    await open('held=1');
    await press('Personal');
    await page.getByLabel('NIP de esta urna').fill('111111');
    await press('Entrar al menú');
    await page.getByText('Ese NIP no es el de esta urna.').waitFor();
    await page.getByLabel('NIP de esta urna').fill('123456');
    await press('Entrar al menú');
    await heading('Menú del personal');
    await page.getByText('Número 7: 2222222222222222').waitFor();
    await page.getByText(/Número 3.*Ya/).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await press('Poner en pausa');
    await press('Reanudar');
    await press('Poner en pausa');
    await press('Volver a la urna');
    await heading('Esta urna está en pausa');
  });

  test('keys that lead out do nothing', async () => {
    await open();
    const before = page.url();
    for (const keys of ['F5', 'Control+r', 'F12', 'Alt+ArrowLeft', 'Control+l'])
      await page.keyboard.press(keys);
    expect(page.url()).toBe(before);
    const prevented = await page.evaluate(() =>
      ['contextmenu', 'dragstart', 'selectstart'].map(
        (kind) => !document.body.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true })),
      ),
    );
    expect(prevented).toEqual([true, true, true]);
    expect(await page.locator('a[href]:not(.skip)').count()).toBe(0);
  });
});
