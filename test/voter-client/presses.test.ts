import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../support/browser.ts';
import { ImpatientUser, ways, type Stop } from './support/impatient-user.ts';
import { Screens } from './support/screens.ts';

// Tests that a second press that falls on the next screen never marks, casts or answers anything, with any input
// device.

const sizes = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 430, height: 932 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
  { width: 1080, height: 1920 },
];
const usable = sizes.map((size) => [`${size.width}x${size.height}`, size] as const);
/** Buttons whose action cannot be undone. */
const FINAL =
  /^(Hacer una prueba \(esta boleta no contará\)|Sí, emitir mi voto|Terminar|Terminar y borrar todo|Salir sin votar)$/;

describe.skipIf(!hasChromium())('presses', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await Screens.start(['booth', 'kiosk']);
  });
  afterAll(() => screens?.end());

  describe.each(['booth', 'kiosk'] as const)('of the %s', (kind) => {
    let user: ImpatientUser;
    beforeAll(async () => {
      user = await ImpatientUser.open(screens, kind);
    });

    /** Returns the expected state of a screen that one press has led to and none has changed. */
    const untouched = ({ title, press }: Stop) => ({ title, marked: 0, casts: press ? 0 : 1, asked: 0 });

    /** Walks through all screens and checks that each step leads to exactly the next screen. */
    async function expectOneStepEach(through: (press: string, next: Stop) => Promise<void>): Promise<void> {
      const way = ways[kind];
      for (const [i, { title, fill, press }] of way.entries()) {
        expect((await user.seen()).title).toBe(title);
        await user.pass(700);
        await fill?.(user.page);
        if (press === undefined) return;
        await through(press, way[i + 1]!);
        expect(await user.seen(), way[i + 1]!.title).toEqual(untouched(way[i + 1]!));
      }
    }

    test.each(usable)('twice with pointer and finger at %s', async (_, size) => {
      await user.begin(size);
      const { mouse, touchscreen } = user.page;
      await expectOneStepEach(async (press, next) => {
        const box = await user.boxOf(press);
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        await mouse.click(x, y);
        await user.pass(120);
        await mouse.click(x, y);
        await user.arrive(next.title);
        await mouse.click(x, y, { clickCount: 2 });
        await user.pass(250);
        await touchscreen.tap(x, y);
        await user.pass(200);
        await touchscreen.tap(x, y);
      });
    });

    test.each(usable)('with Enter held for three seconds at %s', async (_, size) => {
      await user.begin(size);
      const { page } = user;
      await expectOneStepEach(async (press, next) => {
        await page.getByRole('button', { name: press, exact: true }).focus();
        for (let i = 0; i < 10; i += 1) {
          for (let n = 0; n < 3; n += 1) await page.keyboard.down('Enter');
          await user.pass(300);
        }
        await page.keyboard.up('Enter');
        await user.arrive(next.title);
      });
    });

    /** Goes back from a filled-in screen, returns to it, and checks that nothing was lost. */
    async function expectBackLosesNothing(i: number): Promise<void> {
      const { title, press } = ways[kind][i]!;
      const before = await user.seen();
      expect(before).toMatchObject({ title, casts: press ? 0 : 1 });
      await user.back();
      const after = await user.seen();
      await user.pass(700);
      if (after.title === title) {
        const asks = press !== undefined || kind === 'booth';
        expect(after, title).toEqual({ ...before, asked: asks ? 1 : 0 });
        await user.page.keyboard.press('Escape');
      } else {
        const earlier = ways[kind][i - 1]!;
        expect(after, title).toMatchObject({ title: earlier.title, marked: earlier.fill ? 1 : 0 });
        await user.press(earlier.press!);
        await user.arrive(title);
      }
      expect(await user.seen()).toEqual(before);
      await user.pass(700);
    }

    test.each(usable)('of Back on every screen at %s lose nothing', async (_, size) => {
      await user.begin(size);
      const way = ways[kind];
      for (const [i, { fill, press }] of way.entries()) {
        await user.pass(700);
        await fill?.(user.page);
        // At the booth's first screen Back leaves the page; nothing can be lost there.
        if (i > 0 || kind === 'kiosk') await expectBackLosesNothing(i);
        if (press !== undefined) {
          await user.press(press);
          await user.arrive(way[i + 1]!.title);
        }
      }
      expect(await user.seen()).toMatchObject({ casts: 1 });
    });

    test.each(usable)('never find a final button where the last button was, at %s', async (_, size) => {
      await user.begin(size);
      await expectOneStepEach(async (press, next) => {
        const box = await user.boxOf(press);
        await user.page.mouse.click(box.x + 2, box.y + box.height - 2);
        await user.arrive(next.title);
        for (const button of await user.page.getByRole('button', { name: FINAL }).all()) {
          const own = (await button.boundingBox())!;
          const apart =
            own.x >= box.x + box.width ||
            own.x + own.width <= box.x ||
            own.y >= box.y + box.height ||
            own.y + own.height <= box.y;
          expect(apart, `${await button.textContent()} on «${next.title}»`).toBe(true);
        }
      });
    });
  });

  test('one after another are taken once a screen can have been read', async () => {
    const user = await ImpatientUser.open(screens, 'booth');
    await user.begin(sizes[0]!);
    const enter = user.page.getByRole('button', { name: 'Entrar', exact: true });
    await user.pass(700);
    await enter.click();
    await user.arrive('Los últimos cuatro dígitos de tu celular');
    // Text typed at once is kept; Enter is accepted after the press delay.
    const field = user.page.getByLabel('Últimos cuatro dígitos');
    await field.focus();
    await user.page.keyboard.type('1234');
    await user.page.keyboard.press('Enter');
    expect(await field.inputValue()).toBe('1234');
    await user.pass(600);
    await user.page.keyboard.press('Enter');
    await user.arrive('Escribe el código de seis dígitos');
  });

  test('of a held key are one press', async () => {
    const user = await ImpatientUser.open(screens, 'booth');
    await user.begin(sizes[0]!);
    await user.pass(700);
    const { page } = user;
    await page.locator('summary').focus();
    for (let i = 0; i < 4; i += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await page.locator('details').evaluate((look: HTMLDetailsElement) => look.open)).toBe(true);
  });
});
