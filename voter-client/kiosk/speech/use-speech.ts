/** Reads aloud what comes up, what has the focus, and what was marked, for headphones. @module */

import { useEffect } from 'react';
import type { Language } from '../../i18n/language.ts';
import { say } from '../../i18n/say.ts';
import { Speaker, type Sentence } from './speaker.ts';
import { controlText, groupOf, groupText, messageText, screenText } from './spoken.ts';

const messages = '[role=status], [role=alert]';

/** `switches`: two switches are what this person has. */
export function useSpeech(on: boolean, language: Language, switches: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const speaker = new Speaker(language);
    const help = (): void =>
      speaker.say([
        { text: say(language, switches ? 'voice.switches' : 'voice.keys') },
        { text: say(language, 'voice.help') },
      ]);
    let ends: readonly (() => void)[] = [];
    // Not before the press is over that turned the voice on: nothing is to be said of that one.
    const timer = setTimeout(() => {
      help();
      speaker.add([{ text: screenText() }]);
      ends = [hear(speaker, language), hearKeys(speaker, language, help)];
    });
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
      speaker.clear();
    };
  }, [on, language, switches]);
}

/**
 * Hears of focus, marks and messages. What one press brings about comes in any order: it is gathered, and then said with
 * the control first.
 */
function hear(speaker: Speaker, language: Language): () => void {
  let focused: HTMLElement | undefined;
  let marked: HTMLElement | undefined;
  let told = new Set<Element>();
  let group: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    const control = marked ?? focused;
    const isScreen = control?.tagName === 'H1';
    if (marked) speaker.clear(); // of an older mark nothing holds any more
    if (isScreen) speaker.say([{ text: screenText() }]);
    else if (control?.isConnected) {
      const around = groupOf(control);
      const entered = around && around !== group && !marked ? [{ text: groupText(around) }] : [];
      speaker.say([...entered, { text: controlText(language, control) }]);
    }
    if (control) group = groupOf(control);
    const news = [...told].filter((element) => element.isConnected && !(isScreen && element.closest('main')));
    speaker.add(
      news
        .map((element): Sentence => ({ text: messageText(element), kept: true }))
        .filter(({ text }) => text !== ''),
    );
    [focused, marked, told, timer] = [undefined, undefined, new Set(), undefined];
  };
  const gather = (): void => {
    timer ??= setTimeout(flush);
  };
  const focus = ({ target }: Event): void => {
    if (marked && marked !== target) flush(); // somebody goes on at once
    focused = target as HTMLElement;
    gather();
  };
  const change = ({ target }: Event): void => {
    marked = target as HTMLElement;
    gather();
  };
  const watcher = new MutationObserver((changes) => {
    for (const element of changes.flatMap(messagesIn)) told.add(element);
    if (told.size > 0) gather();
  });
  document.addEventListener('focusin', focus);
  document.addEventListener('change', change);
  watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
  return () => {
    clearTimeout(timer);
    watcher.disconnect();
    document.removeEventListener('focusin', focus);
    document.removeEventListener('change', change);
  };
}

/** Messages that changed, and those that came up. */
function messagesIn({ target, addedNodes }: MutationRecord): Element[] {
  const around = (target instanceof Element ? target : target.parentElement)?.closest(messages);
  if (around) return [around];
  return [...addedNodes].flatMap((node) =>
    node instanceof Element
      ? [...(node.matches(messages) ? [node] : node.querySelectorAll('[role=alert]'))]
      : [],
  );
}

/** Keys that no scanner types. */
function hearKeys(speaker: Speaker, language: Language, help: () => void): () => void {
  const acts: Readonly<Record<string, () => void>> = {
    F1: help,
    F2: () => speaker.repeat(),
    F3: () => speaker.say([{ text: say(language, `voice.rate-${speaker.changeRate() as 0 | 1 | 2}`) }]),
    F4: () => speaker.say([{ text: say(language, `voice.volume-${speaker.changeVolume() as 0 | 1 | 2}`) }]),
  };
  const press = ({ key, repeat }: KeyboardEvent): void => {
    if (!repeat) acts[key]?.();
  };
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}
