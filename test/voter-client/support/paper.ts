/** Inspection of what desk and kiosk print, since headless Chromium has no printer. @module */

import type { Browser, Page } from 'playwright-core';
import jsqr from 'jsqr';

export interface Printed {
  readonly code: string;
  readonly words: string;
  readonly sheets: readonly (readonly number[])[];
}

/** Prints the page and returns width and height of each sheet in millimetres. The page receives `afterprint`. */
export async function sheetsOf(page: Page): Promise<number[][]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = pdf.matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g);
  return [...boxes].map(([, ...sides]) => sides.map((points) => Math.round((Number(points) / 72) * 25.4)));
}

export class Paper {
  /** Page without a content security policy, which can decode images. */
  readonly #reader: Page;

  static async of(browser: Browser): Promise<Paper> {
    return new Paper(await browser.newPage());
  }

  private constructor(reader: Page) {
    this.#reader = reader;
  }

  /** Prints the card and returns the text of its QR code, the words beside it, and the sheets. */
  async print(page: Page): Promise<Printed> {
    const ticket = page.locator('.ticket');
    await ticket.waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    const code = await this.readQr(await ticket.locator('.qr').screenshot());
    const words = await ticket.innerText();
    await page.emulateMedia({ media: null });
    return { code, words, sheets: await sheetsOf(page) };
  }

  async readQr(png: Buffer): Promise<string> {
    const { data, width, height } = await this.#reader.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const pen = canvas.getContext('2d')!;
      pen.drawImage(image, 0, 0);
      return {
        width: image.width,
        height: image.height,
        data: [...pen.getImageData(0, 0, image.width, image.height).data],
      };
    }, png.toString('base64'));
    return jsqr.default(Uint8ClampedArray.from(data), width, height)?.data ?? '';
  }
}
