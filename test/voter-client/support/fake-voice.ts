/**
 * Fake speech synthesis for headless Chromium, which has none. Each sentence takes time, `cancel` drops the current and
 * all waiting sentences, and the fake records the sentences that were spoken to their end.
 * @module
 */

import type { Page } from 'playwright-core';

/** Time that each sentence takes. */
const SENTENCE_MS = 40;

export interface SpokenSentence {
  readonly text: string;
  readonly voice: string;
  readonly rate: number;
  readonly volume: number;
}

export class FakeVoice {
  readonly #page: Page;

  static async into(page: Page): Promise<FakeVoice> {
    await page.evaluate((sentence) => {
      const spoken: SpokenSentence[] = [];
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
          spoken.push({ text, voice: voice!.name, rate, volume });
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
      Object.assign(globalThis, { spoken, SpeechSynthesisUtterance: Utterance });
      Object.defineProperty(globalThis, 'speechSynthesis', { value: speech });
    }, SENTENCE_MS);
    return new FakeVoice(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Waits until nothing is spoken, then returns the sentences spoken to their end since the last call. */
  async spoken(): Promise<readonly SpokenSentence[]> {
    // Wait until the last press has been announced.
    await this.#page.evaluate((wait) => new Promise((resolve) => setTimeout(resolve, wait)), 2 * SENTENCE_MS);
    await this.#page.waitForFunction(() => !speechSynthesis.speaking && !speechSynthesis.pending);
    return this.#page.evaluate(() =>
      (globalThis as unknown as { spoken: SpokenSentence[] }).spoken.splice(0),
    );
  }

  async texts(): Promise<readonly string[]> {
    return (await this.spoken()).map(({ text }) => text);
  }
}
