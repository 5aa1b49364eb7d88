import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../support/browser.ts';
import { Hasty, ways, type Stop } from './support/hasty.ts';
import { Screens } from './support/screens.ts';

// A second press that falls on the next screen, whatever it was made with, marks, casts and answers nothing.

const sizes = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 430, height: 932 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
  { width: 1080, height: 1920 },
];
const usable = sizes.map((size) => [`${size.width}x${size.height}`, size] as const);
/** Buttons whose press cannot be taken back. */
const FINAL =
  /^(Hacer una prueba \(esta boleta no contará\)|Sí, emitir mi voto|Terminar|Terminar y borrar todo|Salir sin votar)$/;

describe.skipIf(!hasChromium())('presses', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await Screens.start(['booth', 'kiosk']);
  });
  afterAll(() => screens?.end());

  describe.each(['booth', 'kiosk'] as const)('of the %s', (kind) => {
    let hasty: Hasty;
    beforeAll(async () => {
      hasty = await Hasty.open(screens, kind);
    });

    /** What is seen of a screen to which one press has led. */
    const untouched = ({ title, press }: Stop) => ({ title, marked: 0, casts: press ? 0 : 1, asked: 0 });

    /** Every way from one screen to the next. */
    async function expectOneStepEach(through: (press: string, next: Stop) => Promise<void>): Promise<void> {
      const way = ways[kind];
      for (const [i, { title, fill, press }] of way.entries()) {
        expect((await hasty.seen()).title).toBe(title);
        await hasty.pass(700);
        await fill?.(hasty.page);
        if (press === undefined) return;
        await through(press, way[i + 1]!);
        expect(await hasty.seen(), way[i + 1]!.title).toEqual(untouched(way[i + 1]!));
      }
    }

    test.each(usable)('twice with pointer and finger at %s', async (_, size) => {
      await hasty.begin(size);
      const { mouse, touchscreen } = hasty.page;
      await expectOneStepEach(async (press, next) => {
        const box = await hasty.boxOf(press);
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        await mouse.click(x, y);
        await hasty.pass(120);
        await mouse.click(x, y);
        await hasty.arrive(next.title);
        await mouse.click(x, y, { clickCount: 2 });
        await hasty.pass(250);
        await touchscreen.tap(x, y);
        await hasty.pass(200);
        await touchscreen.tap(x, y);
      });
    });

    test.each(usable)('with Enter held for three seconds at %s', async (_, size) => {
      await hasty.begin(size);
      const { page } = hasty;
      await expectOneStepEach(async (press, next) => {
        await page.getByRole('button', { name: press, exact: true }).focus();
        for (let i = 0; i < 10; i += 1) {
          for (let n = 0; n < 3; n += 1) await page.keyboard.down('Enter');
          await hasty.pass(300);
        }
        await page.keyboard.up('Enter');
        await hasty.arrive(next.title);
      });
    });

    /** Goes back from a screen that is filled in, and comes to it again. */
    async function expectBackLosesNothing(i: number): Promise<void> {
      const { title, press } = ways[kind][i]!;
      const before = await hasty.seen();
      expect(before).toMatchObject({ title, casts: press ? 0 : 1 });
      await hasty.back();
      const after = await hasty.seen();
      await hasty.pass(700);
      if (after.title === title) {
        const asks = press !== undefined || kind === 'booth';
        expect(after, title).toEqual({ ...before, asked: asks ? 1 : 0 });
        await hasty.page.keyboard.press('Escape');
      } else {
        const earlier = ways[kind][i - 1]!;
        expect(after, title).toMatchObject({ title: earlier.title, marked: earlier.fill ? 1 : 0 });
        await hasty.press(earlier.press!);
        await hasty.arrive(title);
      }
      expect(await hasty.seen()).toEqual(before);
      await hasty.pass(700);
    }

    test.each(usable)('of Back on every screen at %s lose nothing', async (_, size) => {
      await hasty.begin(size);
      const way = ways[kind];
      for (const [i, { fill, press }] of way.entries()) {
        await hasty.pass(700);
        await fill?.(hasty.page);
        // At the booth's first screen nothing is lost: Back leaves the page.
        if (i > 0 || kind === 'kiosk') await expectBackLosesNothing(i);
        if (press !== undefined) {
          await hasty.press(press);
          await hasty.arrive(way[i + 1]!.title);
        }
      }
      expect(await hasty.seen()).toMatchObject({ casts: 1 });
    });

    test.each(usable)('never find what is final where the last button was, at %s', async (_, size) => {
      await hasty.begin(size);
      await expectOneStepEach(async (press, next) => {
        const box = await hasty.boxOf(press);
        await hasty.page.mouse.click(box.x + 2, box.y + box.height - 2);
        await hasty.arrive(next.title);
        for (const button of await hasty.page.getByRole('button', { name: FINAL }).all()) {
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
    const hasty = await Hasty.open(screens, 'booth');
    await hasty.begin(sizes[0]!);
    const enter = hasty.page.getByRole('button', { name: 'Entrar', exact: true });
    await hasty.pass(700);
    await enter.click();
    await hasty.arrive('Los últimos cuatro dígitos de tu celular');
    // What is typed at once is kept, and its Enter is taken when there was time to read.
    const field = hasty.page.getByLabel('Últimos cuatro dígitos');
    await field.focus();
    await hasty.page.keyboard.type('1234');
    await hasty.page.keyboard.press('Enter');
    expect(await field.inputValue()).toBe('1234');
    await hasty.pass(600);
    await hasty.page.keyboard.press('Enter');
    await hasty.arrive('Escribe el código de seis dígitos');
  });

  test('of a held key are one press', async () => {
    const hasty = await Hasty.open(screens, 'booth');
    await hasty.begin(sizes[0]!);
    await hasty.pass(700);
    const { page } = hasty;
    await page.locator('summary').focus();
    for (let i = 0; i < 4; i += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await page.locator('details').evaluate((look: HTMLDetailsElement) => look.open)).toBe(true);
  });
});
