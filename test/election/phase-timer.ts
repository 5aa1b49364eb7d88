/** Progress on the terminal, and the duration of each phase. @module */

import { SingleBar } from 'cli-progress';
import type { Phase } from './run.ts';
import { words, type Language } from './words.ts';

export class PhaseTimer {
  readonly #lang: Language;
  readonly #seconds = new Map<string, number>();
  readonly #bar = new SingleBar({
    format: '{phase} [{bar}] {value}/{total} · {eta_formatted}',
    // Until the first step is done the remaining time is unknown.
    formatTime: (seconds) => (Number.isFinite(seconds) ? `${seconds} s` : '…'),
    hideCursor: true,
    clearOnComplete: true,
  });
  #current: { name: string; started: number } | undefined;

  constructor(lang: Language) {
    this.#lang = lang;
  }

  progress(phase: Phase, done: number, total: number): void {
    const name = words[this.#lang].phases[phase];
    if (this.#current?.name !== name) {
      this.end();
      this.#current = { name, started: performance.now() };
      if (process.stderr.isTTY) this.#bar.start(total, done, { phase: name });
    }
    if (process.stderr.isTTY) this.#bar.update(done);
  }

  /** Ends the current phase. The time from this call until `print` counts as the verification. */
  end(): void {
    this.#bar.stop();
    if (this.#current)
      this.#seconds.set(this.#current.name, (performance.now() - this.#current.started) / 1000);
    this.#current = { name: words[this.#lang].verification, started: performance.now() };
  }

  print(): void {
    this.end();
    const parts = [...this.#seconds].map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`);
    console.log(`${words[this.#lang].seconds}: ${parts.join(' · ')}`);
  }
}
