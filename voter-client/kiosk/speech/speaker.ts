/**
 * Queue of sentences that a local voice of the machine speaks. Later sentences never cut off those marked `kept`.
 * @module
 */

import { languages, type Language } from '../../i18n/language.ts';

export interface Sentence {
  readonly text: string;
  /** Whether the sentence is spoken to its end, even if the focus moves in the meantime. */
  readonly kept?: boolean;
}

/** Speech rates; the first is the default. */
const rates = [1, 0.75, 0.5] as const;
const volumes = [0.7, 0.85, 1] as const;

/**
 * Returns a local voice for a language, or undefined if there is none. Remote voices would send the text, and with it
 * choices, to a server.
 */
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
  /** Last group of sentences, for `repeat`. */
  #last: Sentence[] = [];
  #rate = 0;
  #volume = 0;

  constructor(language: Language) {
    this.#language = language;
  }

  /** Speaks sentences at once, or after the kept ones that are still to be spoken. Drops all other queued sentences. */
  speak(sentences: readonly Sentence[]): void {
    if (this.#current && !this.#current.kept) this.#stop();
    this.#last = [...sentences];
    this.#queue = [...this.#queue.filter(({ kept }) => kept), ...sentences];
    this.#next();
  }

  /** Appends sentences to the queue. */
  enqueue(sentences: readonly Sentence[]): void {
    this.#last.push(...sentences);
    this.#queue.push(...sentences);
    this.#next();
  }

  /** Drops all sentences, including kept ones. */
  clear(): void {
    this.#queue = [];
    this.#stop();
  }

  repeat(): void {
    const again = this.#last;
    this.clear();
    this.speak(again);
  }

  /** Switches to the next rate; returns its index. */
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
      if (this.#current !== sentence) return; // it was stopped, and another sentence is being spoken
      this.#current = undefined;
      this.#next();
    };
    words.addEventListener('end', ended);
    words.addEventListener('error', ended);
    speechSynthesis.speak(words);
  }
}
