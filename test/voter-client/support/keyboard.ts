/** A person who has a keyboard and nothing else: what is wanted is looked for with Tab, as far as it takes. @module */

import type { Locator, Page } from 'playwright-core';

const FAR = 60;

export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(name: string): Promise<void> {
    await this.#reach(this.#page.getByRole('button', { name, exact: true }));
    await this.#page.keyboard.press('Enter');
  }

  /** Checkboxes with the space bar; of radio buttons, the one that Tab leads to. */
  async choose(name: string | RegExp): Promise<void> {
    await this.#reach(this.#page.getByLabel(name));
    await this.#page.keyboard.press('Space');
  }

  async type(label: string, text: string): Promise<void> {
    await this.#reach(this.#page.getByLabel(label, { exact: true }));
    await this.#page.keyboard.type(text);
    await this.#page.keyboard.press('Enter');
  }

  async #reach(wanted: Locator): Promise<void> {
    await wanted.waitFor();
    for (let i = 0; i < FAR; i++) {
      await this.#page.keyboard.press('Tab');
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`Tab does not lead to ${String(wanted)}`);
  }
}
