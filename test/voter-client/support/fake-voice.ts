/**
 * A voice for headless Chromium, which has none: each sentence takes its time, `cancel` cuts off what is being said and
 * all that waits, and what was said to its end is written down.
 * @module
 */

import type { Page } from 'playwright-core';

/** Milliseconds of a sentence. */
const SENTENCE = 40;

export interface Heard {
  readonly text: string;
  readonly voice: string;
  readonly rate: number;
  readonly volume: number;
}

export class FakeVoice {
  readonly #page: Page;

  static async into(page: Page): Promise<FakeVoice> {
    await page.evaluate((sentence) => {
      const heard: Heard[] = [];
      const waiting: SpeechSynthesisUtterance[] = [];
      let current: SpeechSynthesisUtterance | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const voices = [
        { lang: 'es-ES', localService: false, name: 'remote' },
        { lang: 'es-MX', localService: true, name: 'local' },
      ];
      class Utterance extends EventTarget {
        readonly text: string;
        constructor(text: string) {
          super();
          this.text = text;
        }
      }
      const next = (): void => {
        current = waiting.shift();
        if (!current) return;
        timer = setTimeout(() => {
          const done = current!;
          const { text, voice, rate, volume } = done;
          heard.push({ text, voice: voice!.name, rate, volume });
          next();
          done.dispatchEvent(new Event('end'));
        }, sentence);
      };
      const speech = {
        getVoices: () => voices,
        get speaking() {
          return current !== undefined;
        },
        get pending() {
          return waiting.length > 0;
        },
        speak: (words: SpeechSynthesisUtterance) => {
          waiting.push(words);
          if (!current) next();
        },
        cancel: () => {
          clearTimeout(timer);
          const cut = [...(current ? [current] : []), ...waiting.splice(0)];
          current = undefined;
          for (const words of cut) setTimeout(() => words.dispatchEvent(new Event('error')));
        },
      };
      Object.assign(globalThis, { heard, SpeechSynthesisUtterance: Utterance });
      Object.defineProperty(globalThis, 'speechSynthesis', { value: speech });
    }, SENTENCE);
    return new FakeVoice(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** All that was said to its end since this was asked last, once nothing is being said any more. */
  async heard(): Promise<readonly Heard[]> {
    // What was pressed last is yet to be spoken of.
    await this.#page.evaluate((wait) => new Promise((resolve) => setTimeout(resolve, wait)), 2 * SENTENCE);
    await this.#page.waitForFunction(() => !speechSynthesis.speaking && !speechSynthesis.pending);
    return this.#page.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard.splice(0));
  }

  async texts(): Promise<readonly string[]> {
    return (await this.heard()).map(({ text }) => text);
  }
}
