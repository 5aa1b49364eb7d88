/**
 * Simulated user who presses twice or holds a key while going through the screens. The test controls the page's clock.
 * @module
 */

import type { Page } from 'playwright-core';
import type { Screens } from './screens.ts';
import { CODE } from './walk.ts';
import { scanCard } from './scan-card.ts';

type Fill = (page: Page) => Promise<void>;

/** Screen through which the user goes: its title, how to fill it in, and the button that leads to the next screen. */
export interface Stop {
  readonly title: string;
  readonly fill?: Fill;
  /** Label of the button; absent on the last screen. */
  readonly press?: string;
}

const type =
  (label: string, text: string): Fill =>
  (page) =>
    page.getByLabel(label, { exact: true }).fill(text);
/** Marks the first option by keyboard, because pointer presses are what the tests try. */
const mark: Fill = async (page) => {
  await page.locator('main input').first().focus();
  await page.keyboard.press('Space');
};

const ballot: readonly Stop[] = [
  { title: 'Presidencia de los Estados Unidos Mexicanos', fill: mark, press: 'Siguiente boleta' },
  {
    title: 'Suprema Corte de Justicia de la Nación',
    fill: mark,
    press: 'Siguiente boleta',
  },
  { title: 'Pregunta 1 de ejemplo: ¿estás de acuerdo?', fill: mark, press: 'Revisar mi boleta' },
  { title: 'Revisa tu boleta', press: 'Cifrar mi boleta' },
  { title: 'Tu boleta está lista. Todavía no has votado', press: 'Emitir mi voto' },
  { title: '¿Emitir tu voto?', press: 'Sí, emitir mi voto' },
  { title: 'Tu voto está registrado' },
];

const booth: readonly Stop[] = [
  { title: 'Abre tu acceso', press: 'Entrar' },
  {
    title: 'Los últimos cuatro dígitos de tu celular',
    fill: type('Últimos cuatro dígitos', '1234'),
    press: 'Continuar',
  },
  {
    title: 'Escribe el código de seis dígitos',
    fill: type('Código de seis dígitos', '123456'),
    press: 'Continuar',
  },
  { title: 'Cómo quieres confirmar que eres tú', fill: mark, press: 'Continuar' },
  { title: 'Tu código de votación', fill: type('Código de votación', CODE), press: 'Continuar' },
  { title: 'Tu elección', press: 'Empezar mi boleta' },
  ...ballot,
];
const kiosk: readonly Stop[] = [{ title: 'Tu boleta', press: 'Empezar mi boleta' }, ...ballot];

export const ways = { booth, kiosk };

/** Parts of a screen that a press could have changed. */
export interface Seen {
  readonly title: string;
  readonly marked: number;
  readonly casts: number;
  readonly asked: number;
}

export class ImpatientUser {
  readonly page: Page;
  readonly #kind: keyof typeof ways;
  readonly #address: string;

  static async open(screens: Screens, kind: keyof typeof ways): Promise<ImpatientUser> {
    const query = kind === 'kiosk' ? 'election=demo-at-site' : 'election=demo';
    const page = await screens.open({
      page: kind,
      link: kind === 'kiosk' ? '' : 'secret',
      query,
      impatient: true,
    });
    await page.clock.install();
    return new ImpatientUser(page, kind);
  }

  private constructor(page: Page, kind: keyof typeof ways) {
    this.page = page;
    this.#kind = kind;
    this.#address = `${page.url()}${kind === 'booth' ? '#secret' : ''}`;
  }

  /** Reloads the page in a window of this size and goes to the first screen. */
  async begin(size: { readonly width: number; readonly height: number }): Promise<void> {
    const { page } = this;
    await page.setViewportSize(size);
    await page.goto('about:blank');
    await page.goto(this.#address);
    await page.locator('h1').waitFor();
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
    await page.evaluate('globalThis.print = () => undefined');
    if (this.#kind === 'booth') return this.arrive(ways.booth[0]!.title);
    await this.arrive('Escanea tu tarjeta para votar');
    await this.pass(700);
    await scanCard(page, 'SIVEI1:AAAA');
    return this.arrive(ways.kiosk[0]!.title);
  }

  /** Advances the page's clock. */
  pass(milliseconds: number): Promise<void> {
    return this.page.clock.runFor(milliseconds);
  }

  /** Advances the page's clock until the screen with this title is shown, and no further. */
  async arrive(title: string): Promise<void> {
    for (let i = 0; i < 100; i += 1) {
      if ((await this.page.locator('h1').textContent()) === title) return;
      await this.pass(50);
    }
    throw new Error(`«${title}» does not come up, but «${await this.page.locator('h1').textContent()}»`);
  }

  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Goes back as the browser's button or a phone's edge gesture does. */
  async back(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          addEventListener('popstate', () => resolve(), { once: true });
          history.back();
        }),
    );
  }

  seen(): Promise<Seen> {
    return this.page.evaluate(() => ({
      title: document.querySelector('h1')!.textContent,
      marked: document.querySelectorAll('main input:checked').length,
      casts: (globalThis as unknown as { casts?: number }).casts ?? 0,
      asked: document.querySelectorAll('dialog[open]').length,
    }));
  }

  /** Scrolls a button into view and returns its box. */
  async boxOf(name: string): Promise<DOMRect> {
    const button = this.page.getByRole('button', { name, exact: true });
    await button.scrollIntoViewIfNeeded();
    return button.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
  }
}
