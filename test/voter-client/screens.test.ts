import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../support/browser.ts';
import { overflowOf, poorContrastOf, Screens, violationsOf, type Opened } from './support/screens.ts';
import { demoHelp } from './support/help.ts';
import { Keyboard } from './support/keyboard.ts';
import { CODE, walk, type Stop } from './support/walk.ts';

// Tests of every screen in a real browser, with a fake booth and the real content security policy: axe finds nothing,
// nothing is wider than 320 px, and the title has the focus.

describe.skipIf(!hasChromium())('screens', () => {
  let screens: Screens;

  beforeAll(async () => {
    screens = await Screens.start();
  });
  afterAll(() => screens?.end());

  /** Checks that the screen has one heading with the focus, fits the window, and is accessible. */
  async function expectAccessible(page: Page): Promise<void> {
    const title = await page.locator('h1').textContent();
    expect(await page.locator('h1').count(), 'one h1').toBe(1);
    expect(await page.evaluate(() => document.activeElement?.tagName), `focus on ${title}`).toBe('H1');
    expect(await page.title()).toBe(title);
    expect(await overflowOf(page), `${title} is wider than the window`).toBe(0);
    expect(await violationsOf(page), title!).toEqual([]);
  }

  test.concurrent.each(['es', 'en'] as const)('the whole journey at 320 px, in %s', async (language) => {
    const page = await screens.open({ language, width: 320, height: 640 });
    await walk(page, 'end', language, () => expectAccessible(page));
    expect(await page.locator('h1').textContent()).toMatch(/registrado|recorded/);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, location.hash])).toEqual([
      0,
      0,
      '',
    ]);
  });

  test.concurrent.each<[string, Opened, Stop | undefined]>([
    ['the link is missing', { link: '' }, undefined],
    ['the board is false', { query: 'fault=open:pin-key' }, undefined],
    ['nobody answers', { query: 'fault=open:network' }, undefined],
    ['a judicial ballot', { query: 'election=judicial' }, 'contest'],
    ['a question', { query: 'election=revocacion-2022' }, 'contest'],
    ['long names', { query: 'election=long-names' }, 'contest'],
    ['long names reviewed', { query: 'election=long-names' }, 'review'],
    ['encrypting', { query: 'hold=encrypt' }, 'sealed'],
    ['delivering', { query: 'delivery=delivering' }, 'end'],
    ['no answer yet', { query: 'delivery=unknown' }, 'end'],
    ['refused', { query: 'delivery=refused:already-voted' }, 'end'],
    ['a false receipt', { query: 'delivery=refused:receipt-inclusion' }, 'end'],
    ['voted already', { query: 'cast=1' }, 'who'],
    ['voted already, and may again', { query: 'cast=1&election=consulta-popular' }, 'who'],
    ['five minutes left', { query: 'expires=299' }, 'who'],
    ['the session is over', { query: 'expires=0' }, 'who'],
    ['the check page', { page: 'check' }, undefined],
    ['the check page without network', { page: 'check', query: 'fault=open:network' }, undefined],
    ['a ballot that is not there', { page: 'check', link: 'aa' }, undefined],
    ['a board that does not answer', { page: 'check', link: 'aa', query: 'found=unanswered' }, undefined],
    ['a ballot that is hidden', { page: 'check', link: 'aa', query: 'found=withheld' }, undefined],
    ['a ballot in the box', { page: 'check', link: 'aa', query: 'found=cast' }, undefined],
    ['an opened ballot', { page: 'check', link: 'aa', query: 'found=opened&election=judicial' }, undefined],
    ['a false ballot', { page: 'check', link: 'aa', query: 'found=false' }, undefined],
  ])('%s', async (_, opened, stop) => {
    const page = await screens.open({ width: 320, height: 640, ...opened });
    if (stop) await walk(page, stop);
    await expectAccessible(page);
  });

  test('the whole journey by keyboard alone, with an opened ballot on the way', async () => {
    const page = await screens.open({ query: 'election=presidency-2024' });
    const keys = new Keyboard(page);
    await keys.press('Entrar');
    await keys.type('Últimos cuatro dígitos', '1234');
    await keys.type('Código de seis dígitos', '123456');
    await keys.choose('Por mensaje de texto (SMS) a mi celular');
    await keys.press('Continuar');
    await keys.type('Código de votación', CODE.toLowerCase().replaceAll('-', ''));
    await keys.press('Empezar mi boleta');
    await keys.choose(/^PAN Bertha/);
    await keys.choose(/^PT Claudia/);
    expect(await page.locator('.meaning [role=status]').textContent()).toMatch(/nulo/);
    await keys.press('Revisar mi boleta');
    expect(await page.locator('h1').textContent()).toBe('Esta boleta sería un voto nulo');
    await keys.press('Cambiar mis marcas');
    await keys.choose(/^PT Claudia/);
    await keys.choose(/^PRD Bertha/);
    await keys.press('Revisar mi boleta');
    expect(await page.locator('.review-item').textContent()).toMatch(
      /Tu voto será para Bertha Xóchitl Gálvez Ruiz \(coalición PAN-PRD\)/,
    );
    await keys.press('Cifrar mi boleta');
    await keys.press('Hacer una prueba (esta boleta no contará)');
    await page.getByText('Lo que tiene esta boleta lo puede ver cualquiera').waitFor();
    expect(await page.locator('.review-item').textContent()).toContain('Marcaste a Bertha');
    await keys.press('Seguir con una boleta nueva');
    await keys.press('Cifrar mi boleta');
    const choices = await page.evaluate(
      () => (globalThis as unknown as { encryptedChoices: number[][] }).encryptedChoices,
    );
    expect(choices).toEqual([[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]]);
    await keys.press('Emitir mi voto');
    await keys.press('Sí, emitir mi voto');
    const download = page.waitForEvent('download');
    await keys.press('Descargar mi comprobante');
    expect((await download).suggestedFilename()).toBe('comprobante-7K2M-Q9XT.json');
    await keys.press('Terminar y borrar todo');
    expect(await page.locator('h1').textContent()).toBe('Ya puedes cerrar esta página');
  });

  test('one more than a group allows is refused, and why', async () => {
    const page = await screens.open({ query: 'election=judicial' });
    await walk(page, 'contest');
    for (const n of [1, 2, 3, 4, 5]) await page.getByLabel(`Candidata 0${n}`).check();
    await page.getByLabel('Candidata 06').click({ force: true }); // the option is marked as disabled
    expect(await page.getByLabel('Candidata 06').isChecked()).toBe(false);
    expect(await page.locator('fieldset [role=status]').first().textContent()).toMatch(
      /^Elegiste 5 de 5 Ya elegiste 5/,
    );
  });

  test('a mistyped voting code is reported at once, and none stays in the page', async () => {
    const page = await screens.open();
    await walk(page, 'credential');
    const field = page.getByLabel('Código de votación', { exact: true });
    await field.pressSequentially('7k2mq9xt4bownh5cv8rd');
    expect(await field.inputValue()).toBe('7K2M-Q9XT-4B0W-NH5C-V8RD');
    await page.getByText('Hay un error al escribirlo').waitFor();
    await field.fill(CODE);
    await page.getByText('El código está bien escrito').waitFor();
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Tu elección' }).waitFor();
    expect(await page.content()).not.toContain(CODE);
  });

  test.each(['off', 'lost'] as const)(
    'scripts are %s: the page shows what it needs, and whom to call',
    async (scripts) => {
      const page = await screens.open({ scripts, width: 320 });
      const text = page.locator('main:visible');
      expect(await text.count()).toBe(1);
      expect(await text.innerText()).toMatch(/(JavaScript[^]*\+1\s866\s986\s8306[^]*\+52\s55[^]*){2}/);
      expect(await overflowOf(page)).toBe(0);
    },
  );

  test.each(['es', 'en'] as const)(
    'every screen has the help line, for every country, in %s',
    async (language) => {
      const page = await screens.open({ language, width: 320, height: 568 });
      await walk(page, 'end', language, async (stop) => {
        const foot = page.getByRole('contentinfo');
        const numbers = await foot
          .getByRole('link')
          .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
        expect(numbers, stop).toEqual(['tel:+18669868306', 'tel:+525554819897']);
        expect(await foot.innerText()).toContain(language === 'es' ? demoHelp.hours.es : demoHelp.hours.en);
      });
    },
  );

  test('a fault says to call, and the numbers are on the screen', async () => {
    const page = await screens.open({ query: 'fault=open:pin-key' });
    await page.getByText('ENSAYO: no es una elección real').waitFor(); // the banner is shown also if the board is false
    await page
      .getByText(/Llama a la línea de ayuda \(los números están al pie\), y lee el aviso: pin-key/)
      .waitFor();
    await page.getByRole('link', { name: '+52 55 5481 9897' }).waitFor();
    await expectAccessible(page);
  });

  test('a wrong code says how many tries are left, and the last one how long to wait', async () => {
    const faults = ['wrong-digits:4', 'wrong-digits:1', 'locked'].map(
      (fault) => `fault=submitDigits:${fault}`,
    );
    const page = await screens.open({ query: faults.join('&'), width: 320, height: 640 });
    await walk(page, 'mobile');
    for (const said of ['Te quedan 4 intentos', 'Te queda un intento', 'Espera 15 minutos']) {
      await page.getByLabel('Últimos cuatro dígitos').fill('1234');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText(said).waitFor();
      expect(await violationsOf(page)).toEqual([]);
    }
  });

  test('the camera reads a voting code, and is off again', async () => {
    const page = await screens.open();
    await walk(page, 'credential');
    await page.getByRole('button', { name: 'Leerlo con la cámara' }).click();
    await page.getByText('El código está bien escrito').waitFor();
    expect(await page.getByLabel('Código de votación', { exact: true }).inputValue()).toBe(CODE);
    expect(await page.locator('video').count()).toBe(0);
  });

  test('sizes, contrasts and language hold for the visit, and are kept nowhere', async () => {
    const page = await screens.open({ width: 320, height: 640 });
    for (const choice of ['La más grande', 'Alto', 'English']) {
      await page.locator('.look').evaluate((look: HTMLDetailsElement) => (look.open = true));
      await page.getByLabel(choice, { exact: true }).check();
    }
    await page.locator('.look').evaluate((look: HTMLDetailsElement) => (look.open = false));
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await walk(page, 'end', 'en', async () => {
      expect(await overflowOf(page)).toBe(0);
    });
    expect(await violationsOf(page)).toEqual([]);
    await page.reload();
    expect(await page.locator('html').getAttribute('data-size')).toBe('0');
  });

  test.each([
    [
      'America/Mexico_City',
      'es',
      /hasta el 2 de junio(?:,| a las) 6:00\sp\.m\., hora del centro de México\. Tu enlace/,
    ],
    [
      'America/Tijuana',
      'es',
      /2 de junio(?:,| a las) 6:00\sp\.m\., hora del centro de México \(5:00\sp\.m\. donde estás\)/,
    ],
    ['America/Chicago', 'en', /June 2 at 6:00\sPM, central Mexico time \(7:00\sPM where you are\)/],
    ['Europe/Madrid', 'es', /hora del centro de México \(3 de junio(?:,| a las) 2:00\sa\.m\. donde estás\)/],
    ['Asia/Tokyo', 'en', /central Mexico time \(June 3 at 9:00\sAM where you are\)/],
  ] as const)('times as somebody in %s needs them, in %s', async (zone, language, hours) => {
    const page = await screens.open({ zone, language, query: 'expires=1799' });
    expect(await page.locator('main').innerText()).toMatch(hours);
    await walk(page, 'who', language);
    const session = await page.locator('.facts').innerText();
    /** Possible end times of the session, which began with the page or in the minute after. */
    const ends = await page.evaluate(
      (tag) =>
        [0, 60].map((later) =>
          new Date(performance.timeOrigin + (1799 + later) * 1000).toLocaleTimeString(tag, {
            hour: 'numeric',
            minute: '2-digit',
          }),
        ),
      language === 'es' ? 'es-MX' : 'en',
    );
    expect(session).toMatch(
      language === 'es'
        ? /Te quedan 2\d minutos \(hasta las .* en este aparato\)/
        : /You have 2\d minutes left \(until .* on this device\)/,
    );
    expect(
      ends.some((time) => session.includes(time)),
      `${session} ${ends.join()}`,
    ).toBe(true);
    expect(await page.locator('body').innerText()).not.toContain('GMT');
  });

  test('dark, as the system asks for it', async () => {
    const page = await screens.open({ dark: true });
    await walk(page, 'contest');
    await expectAccessible(page);
  });

  test('parties are told apart by name alone: their tiles are alike, in every contrast 7 to 1', async () => {
    const page = await screens.open();
    await walk(page, 'contest');
    await page.locator('.look').evaluate((look: HTMLDetailsElement) => (look.open = true));
    for (const contrast of ['Claro', 'Oscuro', 'Alto']) {
      await page.getByLabel(contrast, { exact: true }).check();
      const looks = await page.locator('.emblem').evaluateAll((tiles) =>
        tiles.map((tile) => {
          const { color, backgroundColor, borderColor } = getComputedStyle(tile);
          return `${color} ${backgroundColor} ${borderColor}`;
        }),
      );
      expect(new Set(looks).size, looks.join(' | ')).toBe(1);
      expect(await poorContrastOf(page, '.tiles'), contrast).toEqual([]);
    }
  });

  test('a false ballot on the second device leads to what to do', async () => {
    const page = await screens.open({ page: 'check', link: 'aa', query: 'found=opened', width: 320 });
    await page.getByRole('button', { name: 'No es lo que marqué' }).click();
    await page.getByText('Vota desde otro aparato').waitFor();
    await expectAccessible(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Descargar la prueba' }).click();
    expect((await download).suggestedFilename()).toMatch(/^prueba-/);
  });

  test('a receipt is read from a file without network', async () => {
    const page = await screens.open({ page: 'check', link: '', query: 'fault=open:network&found=cast' });
    await page.getByText('No hay conexión').waitFor();
    const file = { name: 'comprobante.json', mimeType: 'application/json', buffer: Buffer.from('{}') };
    await page.getByLabel('Elegir mi comprobante').setInputFiles(file);
    await page.getByRole('heading', { name: 'Está en la urna' }).waitFor();
    await expectAccessible(page);
  });

  test('nothing was written to the console', () => {
    expect(screens.consoleMessages).toEqual([]);
  });
});
