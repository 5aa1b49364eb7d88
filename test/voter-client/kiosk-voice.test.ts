/** Tests of the kiosk's voice, for voters who do not see the screen. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasChromium } from '../support/browser.ts';
import { FakeVoice } from './support/fake-voice.ts';
import { Screens } from './support/screens.ts';
import { scanCard } from './support/scan-card.ts';

describe.skipIf(!hasChromium())('the voice', () => {
  let screens: Screens;
  let page: Page;
  let voice: FakeVoice;

  beforeAll(async () => {
    screens = await Screens.start(['kiosk']);
  });
  beforeEach(async () => {
    const query = 'election=demo-at-site';
    page = await screens.open({ page: 'kiosk', link: '', query, width: 1080, height: 1920 });
    voice = await FakeVoice.into(page);
    await page.getByLabel('Leer en voz alta').check();
  });
  afterEach(async () => {
    await page.close();
    if (screens.consoleMessages.length > 0) throw new Error(screens.consoleMessages.join('\n'));
  });
  afterAll(() => screens?.end());

  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  async function reach(title: string): Promise<void> {
    await scanCard(page, 'SIVEI1:AAAA');
    await press('Empezar mi boleta');
    const heading = page.getByRole('heading', { level: 1, name: title });
    while ((await page.locator('.contest').count()) > 0 && !(await heading.isVisible())) {
      const before = await page.locator('h1').textContent();
      await page.locator('.contest input').first().check();
      await page.getByRole('button', { name: /Siguiente boleta|Revisar mi boleta/ }).click();
      await page.locator('h1', { hasNotText: before! }).waitFor();
    }
    await heading.waitFor();
    await voice.spoken();
  }

  test('begins with instructions, which a key repeats; other keys repeat, slow down and turn up', async () => {
    const beginning = await voice.spoken();
    expect(beginning.every((heard) => heard.voice === 'local')).toBe(true);
    const texts = beginning.map(({ text }) => text);
    const keys = texts.findIndex((text) => text.includes('Con la barra espaciadora marcas'));
    expect(texts.slice(keys, keys + 3)).toEqual([
      expect.stringContaining('Con Enter pulsas un botón'),
      expect.stringContaining('La tecla F1 repite'),
      expect.stringContaining('Escanea tu tarjeta para votar'),
    ]);
    await page.keyboard.press('F1');
    expect(await voice.texts()).toEqual([texts[keys], texts[keys + 1]]);
    await page.keyboard.press('F3');
    await page.keyboard.press('F4');
    await voice.spoken();
    await page.locator('main').getByLabel('English').focus();
    const [, control] = await voice.spoken();
    expect(control).toMatchObject({ text: 'Sin marcar: English', rate: 0.75, volume: 0.85 });
    await page.keyboard.press('F2');
    expect(await voice.texts()).toEqual(['Idioma', 'Sin marcar: English']);
  });

  test('says what was marked, then its meaning, which is never cut off', async () => {
    await reach('Presidencia de los Estados Unidos Mexicanos');
    await page.getByLabel(/^PAN/).focus();
    expect(await voice.texts()).toEqual(['Candidaturas', expect.stringMatching(/^Sin marcar: PAN Bertha/)]);
    await page.keyboard.press('Space');
    expect(await voice.texts()).toEqual([
      expect.stringMatching(/^Marcado: PAN Bertha/),
      expect.stringContaining('Gálvez Ruiz (PAN)'),
    ]);
    await page.getByLabel(/^PT/).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    const heard = await voice.texts();
    expect(heard.slice(-2)).toEqual([
      expect.stringMatching(/nulo: no/),
      expect.stringMatching(/^Sin marcar: MC/),
    ]);
    await page.getByLabel(/^PT/).focus();
    await page.keyboard.press('Space');
    const again = await voice.texts();
    expect(again.slice(-2)).toEqual([
      expect.stringMatching(/^Sin marcar: PT Claudia/),
      expect.stringContaining('Gálvez Ruiz (PAN)'),
    ]);
  });

  test('says each group when one comes into it, with how many are chosen', async () => {
    await reach('Suprema Corte de Justicia de la Nación');
    const inputs = page.locator('.contest input');
    await inputs.first().focus();
    expect(await voice.texts()).toEqual([
      expect.stringMatching(/^Mujeres\. Elegiste 0 de \d/),
      expect.stringMatching(/^Sin marcar: Candidata 01/),
    ]);
    await page.keyboard.press('Tab');
    expect(await voice.texts()).toEqual([expect.stringMatching(/^Sin marcar: Candidata 02/)]);
    await page.keyboard.press('Space');
    expect(await voice.texts()).toEqual([
      expect.stringMatching(/^Marcado: Candidata 02/),
      expect.stringMatching(/Elegiste 1 de/),
      expect.any(String),
    ]);
  });

  test('reviews each name once, names buttons, and spells codes', async () => {
    await reach('Revisa tu boleta');
    await page.keyboard.press('F2');
    const [review] = await voice.texts();
    expect(review!.match(/Candidata 01/g)).toHaveLength(1);
    await page.getByRole('button', { name: 'Cifrar mi boleta' }).focus();
    expect(await voice.texts()).toEqual(['Cifrar mi boleta. Botón']);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tu boleta está lista. Todavía no has votado' }).waitFor();
    expect((await voice.texts()).at(-1)).toContain('7 K 2 M. Q 9 X T. 4 B 0 W. N H 5 C. V 8 R D. 6 E J P');
  });

  test('says what is wrong with a card, and where the screen goes', async () => {
    await page.close();
    const query = 'election=demo-at-site&fault=takeCard:card-stale';
    page = await screens.open({ page: 'kiosk', link: '', query, width: 1080, height: 1920 });
    voice = await FakeVoice.into(page);
    await page.getByLabel('Pantalla oscura').check();
    expect(await page.getByLabel('Leer en voz alta').isChecked()).toBe(true);
    const dark = page.locator('.darkened');
    expect(await dark.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(0, 0, 0)');
    await voice.spoken();
    await scanCard(page, 'SIVEI1:AAAA');
    await page.getByRole('alert').waitFor();
    const heard = await voice.texts();
    expect(heard.at(-1)).toMatch(/El tiempo de esta tarjeta terminó.*Lleva tu tarjeta a la mesa/);
    await scanCard(page, 'SIVEI1:AAAA');
    await page.getByRole('heading', { name: 'Tu boleta' }).waitFor();
    expect((await voice.texts()).at(-1)).toContain('Paso 2 de 4: Elegir. Tu boleta. Entidad');
  });

  test('is silent once it is turned off', async () => {
    await voice.spoken();
    await page.getByLabel('Leer en voz alta').uncheck();
    await voice.spoken();
    await page.keyboard.press('F1');
    expect(await voice.texts()).toEqual([]);
  });
});
