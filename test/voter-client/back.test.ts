import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../support/browser.ts';
import { Screens, violationsOf, type Opened } from './support/screens.ts';
import { walk } from './support/walk.ts';
import { scanCard } from './support/scan-card.ts';

// Tests of the browser's Back, which acts as «Regresar» or asks. It never loses a choice and never casts.

describe.skipIf(!hasChromium())('Back', () => {
  let screens: Screens;
  let page: Page;
  beforeAll(async () => {
    screens = await Screens.start(['booth', 'check', 'kiosk']);
  });
  afterEach(async () => {
    await page.close();
    if (screens.consoleMessages.length > 0) throw new Error(screens.consoleMessages.join('\n'));
  });
  afterAll(() => screens?.end());

  const open = async (opened: Opened = {}): Promise<void> => {
    page = await screens.open({ width: 390, height: 844, ...opened });
  };
  /** Goes back without waiting: there may be no navigation. */
  const back = (): Promise<void> => page.evaluate(() => history.back());
  /** Goes back and leaves the page, which is gone before the call can return. */
  const leave = async (): Promise<void> => {
    await back().catch(() => undefined);
    await page.waitForURL('about:blank');
  };
  const heading = (name: string | RegExp): Promise<void> =>
    page.getByRole('heading', { level: 1, name }).waitFor();
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const question = () => page.getByRole('alertdialog', { name: '¿Salir de esta página?' });
  const asked = async (says: RegExp): Promise<void> => {
    await back();
    await question().getByText(says).waitFor();
    expect(await page.evaluate(() => document.activeElement!.textContent)).toBe('Quedarme aquí');
    expect(await violationsOf(page)).toEqual([]);
    await question().getByRole('button', { name: 'Quedarme aquí' }).click();
    expect(await question().count()).toBe(0);
  };
  const marked = (): Promise<number> => page.locator('.contest input:checked').count();

  test('leads through the screens as «Regresar» does, as often as one likes, with every choice', async () => {
    await open({ query: 'election=demo' });
    await walk(page, 'confirm');
    const titles = [
      'Tu boleta está lista. Todavía no has votado',
      'Revisa tu boleta',
      'Pregunta 1 de ejemplo: ¿estás de acuerdo?',
      'Suprema Corte de Justicia de la Nación',
      'Presidencia de los Estados Unidos Mexicanos',
      'Tu elección',
    ];
    for (const title of titles) {
      await back();
      await heading(title);
      if (/Pregunta|Suprema|Presidencia/.test(title)) expect(await marked()).toBe(1);
    }
    await asked(/Tu voto no se ha enviado.*se borra lo que marcaste/);
    await heading('Tu elección');
    await press('Empezar mi boleta');
    expect(await marked()).toBe(1);
    await page.evaluate(() => history.forward()); // Forward has no effect
    for (const name of ['Siguiente boleta', 'Siguiente boleta', 'Revisar mi boleta']) await press(name);
    await heading('Revisa tu boleta');
    await press('Regresar');
    await heading(/Pregunta 1/);
    await back();
    await heading(/Suprema Corte/);
    expect(await page.evaluate(() => [typeof history.state, location.hash])).toEqual(['number', '']);
  });

  test('from the warning of a null vote leads to its marks', async () => {
    await open();
    await walk(page, 'contest');
    await page.getByLabel(/^PAN/).check();
    await page.getByLabel(/^PT/).check();
    await press('Revisar mi boleta');
    await heading('Esta boleta sería un voto nulo');
    await back();
    await heading('Presidencia de los Estados Unidos Mexicanos');
    expect(await marked()).toBe(2);
  });

  test.each([
    ['mobile', '', /Todavía no has votado.*abrir otra vez el enlace/],
    ['credential', '', /Todavía no has votado/],
    ['end', 'delivery=delivering', /No sabemos todavía si tu voto llegó.*nada cuenta dos veces/],
    ['end', 'delivery=unknown', /No sabemos todavía/],
    ['end', 'delivery=refused:not-yet', /está guardado y falta el comprobante/],
    ['end', 'delivery=refused:too-late', /Tu voto no se registró/],
    ['end', '', /Tu voto está registrado y seguirá en la urna/],
  ] as const)('at %s (%s) asks, and stays again and again', async (stop, query, says) => {
    await open({ query });
    await walk(page, stop);
    const title = await page.locator('h1').textContent();
    await asked(says);
    await asked(says);
    expect(await page.locator('h1').textContent()).toBe(title);
  });

  test('leaves on confirmation, and everything is erased', async () => {
    await open();
    await walk(page, 'who');
    await back();
    await question().getByRole('button', { name: 'Salir' }).click();
    await heading('Ya puedes cerrar esta página');
    expect(await page.content()).not.toContain('5D3K-9PQ2-XW4T');
  });

  test('at the first screen leaves the page', async () => {
    await open();
    await press('Pedir otro enlace');
    await heading('Pide otro enlace');
    await back();
    await heading('Abre tu acceso');
    await leave();
    expect(page.url()).toBe('about:blank');
  });

  test('closing and loading again are asked about while something would be lost, and no longer', async () => {
    await open();
    const asks = async (): Promise<boolean> => {
      const came = page.evaluate(() => {
        const event = new Event('beforeunload', { cancelable: true });
        return !dispatchEvent(event);
      });
      return came;
    };
    await walk(page, 'contest');
    expect(await asks()).toBe(false);
    await page.getByLabel(/^PAN/).check();
    expect(await asks()).toBe(true);
    await press('Revisar mi boleta');
    await press('Cifrar mi boleta');
    await press('Emitir mi voto');
    expect(await asks()).toBe(true);
    await press('Sí, emitir mi voto');
    await heading('Tu voto está registrado');
    expect(await asks()).toBe(false);
  });

  test('after a reload the page first explains what happened and asks to open the link again', async () => {
    await open();
    await walk(page, 'review');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await heading('Abre tu acceso');
    const first = page.locator('.screen > :not(header)').first();
    expect(await first.innerText()).toMatch(
      /^Esta página se cargó de nuevo\n+Se borró todo.*\n+Si no habías confirmado.*Si ya lo habías confirmado.*\n+Abre otra vez el enlace/,
    );
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    await leave();
  });

  test('on the check page leads to what was looked at before', async () => {
    await open({ page: 'check', link: 'aa', query: 'found=opened' });
    await press('No es lo que marqué');
    await heading('No votes desde ese aparato');
    await back();
    await heading('Esto es lo que se cifró');
    await back();
    await heading('Comprueba tu boleta');
    expect(await page.locator('dialog').count()).toBe(0);
  });

  test('at the kiosk goes through a ballot, and leaves neither a vote nor the page', async () => {
    await open({ page: 'kiosk', link: '', query: 'election=at-site', width: 1080, height: 1920 });
    await page.evaluate('globalThis.print = () => undefined');
    const nothing = async (title: string): Promise<void> => {
      for (let i = 0; i < 3; i += 1) {
        await back();
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
      }
      expect(await page.locator('h1').textContent()).toBe(title);
      expect(await page.locator('dialog').count()).toBe(0);
    };
    await nothing('Escanea tu tarjeta para votar');
    await scanCard(page, 'SIVEI1:AAAA');
    await heading('Tu boleta');
    await asked(/Tu tarjeta sigue sirviendo/);
    await press('Empezar mi boleta');
    await page.locator('.contest input').first().check();
    await press('Revisar mi boleta');
    await back();
    await heading('Presidencia de los Estados Unidos Mexicanos');
    expect(await marked()).toBe(1);
    await press('Revisar mi boleta');
    await press('Cifrar mi boleta');
    await press('Emitir mi voto');
    await back();
    await heading('Tu boleta está lista. Todavía no has votado');
    await press('Emitir mi voto');
    await press('Sí, emitir mi voto');
    await heading('Tu voto está registrado');
    await nothing('Tu voto está registrado');
    await press('Terminar');
    await heading('Escanea tu tarjeta para votar');
    await nothing('Escanea tu tarjeta para votar');
  });
});
