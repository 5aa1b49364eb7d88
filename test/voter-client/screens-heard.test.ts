import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../support/browser.ts';
import { accessibilityLines } from './support/accessibility-tree.ts';
import { overflowOf, Screens, violationsOf } from './support/screens.ts';
import { walk } from './support/walk.ts';

// Tests of a vote's screens as a screen reader announces them, from Chromium's accessibility tree; and of the screens
// enlarged and in the system's colours.

const steps = {
  welcome: 'Paso 1 de 4: Entrar',
  mobile: 'Paso 1 de 4: Entrar',
  code: 'Paso 1 de 4: Entrar',
  factor: 'Paso 1 de 4: Entrar',
  credential: 'Paso 1 de 4: Entrar',
  who: 'Paso 2 de 4: Elegir',
  contest: 'Paso 2 de 4: Elegir',
  review: 'Paso 3 de 4: Revisar',
  sealed: 'Paso 4 de 4: Emitir',
  confirm: 'Paso 4 de 4: Emitir',
} as const;
/** Controls of each screen, in reading order. */
const controls: Readonly<Record<string, readonly string[]>> = {
  welcome: ['button "Pedir otro enlace"', 'button "Entrar"'],
  mobile: ['textbox "Últimos cuatro dígitos" (Del número que registraste para votar.)', 'button "Continuar"'],
  code: [
    'textbox "Código de seis dígitos" (Te lo enviamos por mensaje de texto. Puede tardar un minuto.)',
    'button "Enviar otro mensaje"',
    'button "Continuar"',
  ],
  review: [
    'button "Cambiar: Presidencia de los Estados Unidos Mexicanos"',
    'button "Regresar"',
    'button "Cifrar mi boleta"',
  ],
  sealed: [
    'image "Código QR de tu código de seguimiento"',
    'button "Copiar el código"',
    'button "Hacer una prueba (esta boleta no contará)"',
    'button "Emitir mi voto"',
    'button "Regresar"',
  ],
  confirm: ['button "Regresar"', 'button "Sí, emitir mi voto"'],
  end: [
    'image "Código QR de tu código de seguimiento"',
    'button "Copiar el código"',
    'button "Descargar mi comprobante"',
    'button "Imprimir"',
    'button "Solo la prueba (.tlog-proof), para especialistas"',
    'link "Ver mi voto en la pizarra"',
    'button "Terminar y borrar todo"',
  ],
};

const inMain = (lines: readonly string[]): string[] => {
  const [from, to] = ['main ""', 'contentinfo ""'].map((place) => lines.indexOf(place));
  return lines.slice(from! + 1, to);
};
const isControl = (line: string): boolean => /^(button|link|textbox|checkbox|radio|image) /.test(line);

describe.skipIf(!hasChromium())('a screen reader', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await Screens.start();
  });
  afterAll(() => screens?.end());

  test('every screen: where one is, and what there is to do, by name and in order', async () => {
    const page = await screens.open();
    await walk(page, 'end', 'es', async (stop) => {
      const lines = await accessibilityLines(page);
      expect(lines.filter((line) => /^(banner|main|contentinfo) /.test(line))).toHaveLength(3);
      expect(lines.filter((line) => isControl(line) && / ""/.test(line))).toEqual([]);
      const title = inMain(lines).find((line) => line.startsWith('heading'))!;
      const step = steps[stop as keyof typeof steps];
      expect(title).toMatch(/\[focused=true level=1\]$/);
      if (step) expect(title).toContain(`" (${step}) [`);
      if (controls[stop]) expect(inMain(lines).filter(isControl)).toEqual(controls[stop]);
    });
  });

  test('a ballot: each mark with its party, person and state, and what the marks mean', async () => {
    const page = await screens.open();
    await walk(page, 'contest');
    const parties = async (): Promise<string[]> =>
      inMain(await accessibilityLines(page)).filter((line) => /^checkbox "(PAN|MC|Voto nulo)/.test(line));
    expect(await parties()).toEqual([
      'checkbox "PAN Bertha Xóchitl Gálvez Ruiz Coalición PAN-PRI-PRD"',
      'checkbox "MC Jorge Álvarez Máynez"',
      'checkbox "Voto nulo"',
    ]);
    const said = async (): Promise<string | undefined> => {
      const lines = await accessibilityLines(page);
      return lines[lines.indexOf('status "" [live=polite]', lines.indexOf('main ""')) + 1];
    };
    expect(await said()).toBe('StaticText "Aún no hay nada marcado."');
    await page.getByLabel(/^MC/).check();
    expect(await said()).toBe('StaticText "Marcaste a Jorge Álvarez Máynez (MC)."');
    expect((await parties())[1]).toBe('checkbox "MC Jorge Álvarez Máynez" [focused=true checked=true]');
  });

  test('a group that is full: its count is said, and what cannot be marked', async () => {
    const page = await screens.open({ query: 'election=judicial' });
    await walk(page, 'contest');
    for (const n of [1, 2, 3, 4, 5]) await page.getByLabel(`Candidata 0${n}`).check();
    await page.getByLabel('Candidata 06').click({ force: true });
    const lines = await accessibilityLines(page);
    const status = lines.indexOf('status "" [live=polite]', lines.indexOf('group "Mujeres"'));
    expect(lines.slice(status, status + 4).join(' ')).toMatch(
      /Elegiste 5 de 5.*Ya elegiste 5, que es el máximo/,
    );
    expect(lines).toContain('checkbox "Candidata 06" [disabled=true focused=true]');
  });

  test('errors: at once where something failed, with the field where something was mistyped', async () => {
    const page = await screens.open({ query: 'fault=submitDigits:wrong-digits:4' });
    await walk(page, 'mobile');
    const field = page.getByLabel('Últimos cuatro dígitos');
    await field.fill('12');
    await field.press('Enter');
    expect(await accessibilityLines(page)).toContain(
      'textbox "Últimos cuatro dígitos" (Del número que registraste para votar. Escribe cuatro dígitos.) [invalid=true focused=true]',
    );
    await field.fill('1234');
    await field.press('Enter');
    await page.getByRole('alert').waitFor();
    const lines = await accessibilityLines(page);
    const alert = lines.findIndex((line) => line.startsWith('alert') && line.includes('live=assertive'));
    expect(lines.slice(alert, alert + 7).join(' ')).toMatch(/Algo no salió.*No son los últimos.*Te quedan 4/);
  });

  test('enlarged to 200 %, and in the colours of the system, nothing is cut or lost', async () => {
    const page = await screens.open({ width: 640, height: 400, forced: true });
    await walk(page, 'end', 'es', async (stop) => {
      expect(await overflowOf(page), stop).toBe(0);
      expect(await violationsOf(page), stop).toEqual([]);
    });
  });
});
