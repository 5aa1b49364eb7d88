/** Walk through the booth's screens, from the first one to a given one. @module */

import type { Page } from 'playwright-core';

export const CODE = '0000-0000-0000-0000-0000';

const words = {
  es: {
    enter: 'Entrar',
    next: 'Continuar',
    digits: 'Últimos cuatro dígitos',
    code: 'Código de seis dígitos',
    sms: /Por mensaje de texto/,
    credential: 'Código de votación',
    begin: 'Empezar mi boleta',
    seal: 'Cifrar mi boleta',
    cast: 'Emitir mi voto',
    confirm: 'Sí, emitir mi voto',
    working: /^(Cifrando tu boleta|Estamos entregando tu voto)$/,
    forward: /Siguiente boleta|Revisar mi boleta/,
  },
  en: {
    enter: 'Log in',
    next: 'Continue',
    digits: 'Last four digits',
    code: 'Six-digit code',
    sms: /By text message/,
    credential: 'Voting code',
    begin: 'Start my ballot',
    seal: 'Encrypt my ballot',
    cast: 'Cast my vote',
    confirm: 'Yes, cast my vote',
    working: /^(Encrypting your ballot|We are delivering your vote)$/,
    forward: /Next ballot|Review my ballot/,
  },
} as const;

/** Scenarios in which a request never ends. */
const WAITING = /hold=encrypt|delivery=delivering/;

export type Stop =
  | 'mobile'
  | 'code'
  | 'factor'
  | 'credential'
  | 'who'
  | 'contest'
  | 'review'
  | 'sealed'
  | 'confirm'
  | 'end';

/** Walks to the screen `stop` and marks the first option of each contest. `seen` is called on every screen. */
export async function walk(
  page: Page,
  stop: Stop,
  language: keyof typeof words = 'es',
  seen: (stop: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const texts = words[language];
  const press = (name: string | RegExp): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  const fill = (name: string, value: string): Promise<void> =>
    page.getByLabel(name, { exact: true }).fill(value);
  const steps: readonly (readonly [Stop, () => Promise<void>])[] = [
    ['mobile', () => press(texts.enter)],
    ['code', () => fill(texts.digits, '1234').then(() => press(texts.next))],
    ['factor', () => fill(texts.code, '123456').then(() => press(texts.next))],
    [
      'credential',
      () =>
        page
          .getByLabel(texts.sms)
          .check()
          .then(() => press(texts.next)),
    ],
    ['who', () => fill(texts.credential, CODE).then(() => press(texts.next))],
    ['contest', () => press(texts.begin)],
    ['review', () => markAll(page, texts.forward)],
    ['sealed', () => press(texts.seal)],
    ['confirm', () => press(texts.cast)],
    ['end', () => press(texts.confirm)],
  ];
  await seen('welcome');
  for (const [name, step] of steps) {
    const before = await page.locator('h1').textContent();
    await step();
    await page.locator('h1', { hasNotText: before! }).waitFor();
    if (!WAITING.test(page.url())) await page.locator('h1', { hasNotText: texts.working }).waitFor();
    await seen(name);
    if (name === stop) return;
  }
}

async function markAll(page: Page, forward: RegExp): Promise<void> {
  while ((await page.locator('.contest').count()) > 0) {
    const title = await page.locator('h1').textContent();
    await page.locator('.contest input').first().check();
    await page.getByRole('button', { name: forward }).click();
    await page.locator('h1', { hasNotText: title! }).waitFor();
  }
}
