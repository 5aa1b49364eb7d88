/** Simulated user with a keyboard only, who reaches each control with Tab. @module */

import type { Locator, Page } from 'playwright-core';

/** Number of Tab presses after which a control counts as unreachable. */
const MAX_TABS = 60;

export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(name: string): Promise<void> {
    await this.#reach(this.#page.getByRole('button', { name, exact: true }));
    await this.#page.keyboard.press('Enter');
  }

  /** Presses the space bar on a checkbox, or on the radio button that Tab reaches. */
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
    for (let i = 0; i < MAX_TABS; i++) {
      await this.#page.keyboard.press('Tab');
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`Tab does not lead to ${String(wanted)}`);
  }
}
