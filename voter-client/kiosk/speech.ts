/** Reads aloud what comes up and what has the focus, for headphones. @module */

import { useEffect } from 'react';
import { languages, type Language } from '../words/language.ts';

/** Only voices of this machine: others would send the text away, and with it choices. */
export const voiceFor = (language: Language): SpeechSynthesisVoice | undefined =>
  speechSynthesis
    .getVoices()
    .find(
      ({ localService, lang }) => localService && lang.slice(0, 2) === languages[language].tag.slice(0, 2),
    );

export function useSpeech(on: boolean, language: Language): void {
  useEffect(() => {
    if (!on) return undefined;
    const say = (text: string): void => {
      const voice = voiceFor(language);
      if (!voice || text === '') return;
      speechSynthesis.cancel();
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice;
      words.lang = voice.lang;
      speechSynthesis.speak(words);
    };
    const hear = ({ target }: Event): void => say(spoken(target as HTMLElement));
    // What is said without the focus: how marks combine, what happens next.
    const watcher = new MutationObserver((changes) => {
      const status = changes
        .map(({ target }) =>
          (target instanceof Element ? target : target.parentElement)?.closest('[role=status], [role=alert]'),
        )
        .find((element) => element);
      if (status) say(textIn(status));
    });
    say(screenText());
    document.addEventListener('focusin', hear);
    document.addEventListener('change', hear);
    watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
    return () => {
      watcher.disconnect();
      document.removeEventListener('focusin', hear);
      document.removeEventListener('change', hear);
      speechSynthesis.cancel();
    };
  }, [on, language]);
}

/** Of a title, its whole screen; of a control, its name and state. */
function spoken(element: HTMLElement): string {
  if (element.tagName === 'H1') return screenText();
  if (element.tagName === 'DIALOG') return textIn(element);
  const name = element.ariaLabel ?? labelOf(element) ?? textIn(element);
  const state = element instanceof HTMLInputElement && element.checked ? '✓ ' : '';
  return state + name;
}

const labelOf = (element: HTMLElement): string | undefined =>
  element instanceof HTMLInputElement
    ? [...(element.labels ?? [])].map((label) => textIn(label)).join(' ')
    : undefined;

const screenText = (): string =>
  [...document.querySelectorAll('main :is(.step, h1, h2, h3, p, li, dt, dd)')]
    .filter((element) => element.checkVisibility() && !element.closest('.slip, fieldset'))
    .map((element) => textIn(element))
    .join('. ');

const textIn = (element: Element): string => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
