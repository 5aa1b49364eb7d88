/** Sentences one after another with a voice of this machine: what must be heard is never cut off by what comes next. @module */

import { languages, type Language } from '../../i18n/language.ts';

export interface Sentence {
  readonly text: string;
  /** Is said to its end, whatever has the focus by then. */
  readonly kept?: boolean;
}

/** The usual one first. */
const rates = [1, 0.75, 0.5] as const;
const volumes = [0.7, 0.85, 1] as const;

/** Only voices of this machine: others would send the text away, and with it choices. */
export const voiceFor = (language: Language): SpeechSynthesisVoice | undefined =>
  speechSynthesis
    .getVoices()
    .find(
      ({ localService, lang }) => localService && lang.slice(0, 2) === languages[language].tag.slice(0, 2),
    );

export class Speaker {
  readonly #language: Language;
  #queue: Sentence[] = [];
  #current: Sentence | undefined;
  /** All that belongs to the last thing said, to be said again. */
  #last: Sentence[] = [];
  #rate = 0;
  #volume = 0;

  constructor(language: Language) {
    this.#language = language;
  }

  /** Says sentences at once, or after those that are kept; the rest of what was being said is left out. */
  say(sentences: readonly Sentence[]): void {
    if (this.#current && !this.#current.kept) this.#stop();
    this.#last = [...sentences];
    this.#queue = [...this.#queue.filter(({ kept }) => kept), ...sentences];
    this.#next();
  }

  /** Says sentences after all others. */
  add(sentences: readonly Sentence[]): void {
    this.#last.push(...sentences);
    this.#queue.push(...sentences);
    this.#next();
  }

  /** Leaves out everything, what is kept too. */
  clear(): void {
    this.#queue = [];
    this.#stop();
  }

  repeat(): void {
    const again = this.#last;
    this.clear();
    this.say(again);
  }

  /** Turns to the next rate; returns its place. */
  changeRate(): number {
    return (this.#rate = (this.#rate + 1) % rates.length);
  }

  changeVolume(): number {
    return (this.#volume = (this.#volume + 1) % volumes.length);
  }

  #stop(): void {
    this.#current = undefined;
    speechSynthesis.cancel();
  }

  #next(): void {
    if (this.#current && (speechSynthesis.speaking || speechSynthesis.pending)) return;
    this.#current = this.#queue.shift();
    const voice = voiceFor(this.#language);
    if (!this.#current || !voice) return;
    const sentence = this.#current;
    const words = new SpeechSynthesisUtterance(sentence.text);
    Object.assign(words, {
      voice,
      lang: voice.lang,
      rate: rates[this.#rate],
      volume: volumes[this.#volume],
    });
    const ended = (): void => {
      if (this.#current !== sentence) return; // it was stopped, and another one has its turn
      this.#current = undefined;
      this.#next();
    };
    words.addEventListener('end', ended);
    words.addEventListener('error', ended);
    speechSynthesis.speak(words);
  }
}
