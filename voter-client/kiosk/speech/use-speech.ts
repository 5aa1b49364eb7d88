/**
 * Screen reader of the kiosk, for headphones. It reads new screens, the focused control, marks and messages.
 * @module
 */

import { useEffect } from 'react';
import type { Language } from '../../i18n/language.ts';
import { translate } from '../../i18n/translate.ts';
import { Speaker, type Sentence } from './speaker.ts';
import { controlText, groupOf, groupText, messageText, screenText } from './spoken.ts';

const messages = '[role=status], [role=alert]';

/** Turns the screen reader on or off. `switches`: whether the person uses two switches. */
export function useSpeech(on: boolean, language: Language, switches: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const speaker = new Speaker(language);
    const help = (): void =>
      speaker.speak([
        { text: translate(language, switches ? 'voice.switches' : 'voice.keys') },
        { text: translate(language, 'voice.help') },
      ]);
    let stops: readonly (() => void)[] = [];
    // Wait until the press that turned the voice on is over, so that it is not announced itself.
    const timer = setTimeout(() => {
      help();
      speaker.enqueue([{ text: screenText() }]);
      stops = [observePage(speaker, language), observeKeys(speaker, language, help)];
    });
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      speaker.clear();
    };
  }, [on, language, switches]);
}

/**
 * Observes focus, marks and messages. The events of one press arrive in any order, so they are collected and then
 * spoken, the control first. Returns the function that stops observing.
 */
function observePage(speaker: Speaker, language: Language): () => void {
  let focused: HTMLElement | undefined;
  let marked: HTMLElement | undefined;
  let changedMessages = new Set<Element>();
  let group: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    const control = marked ?? focused;
    const isScreen = control?.tagName === 'H1';
    if (marked) speaker.clear(); // texts about an older mark no longer hold
    if (isScreen) speaker.speak([{ text: screenText() }]);
    else if (control?.isConnected) {
      const around = groupOf(control);
      const entered = around && around !== group && !marked ? [{ text: groupText(around) }] : [];
      speaker.speak([...entered, { text: controlText(language, control) }]);
    }
    if (control) group = groupOf(control);
    const current = [...changedMessages].filter(
      (element) => element.isConnected && !(isScreen && element.closest('main')),
    );
    speaker.enqueue(
      current
        .map((element): Sentence => ({ text: messageText(element), kept: true }))
        .filter(({ text }) => text !== ''),
    );
    [focused, marked, changedMessages, timer] = [undefined, undefined, new Set(), undefined];
  };
  const gather = (): void => {
    timer ??= setTimeout(flush);
  };
  const focus = ({ target }: Event): void => {
    if (marked && marked !== target) flush(); // the person moves on at once
    focused = target as HTMLElement;
    gather();
  };
  const change = ({ target }: Event): void => {
    marked = target as HTMLElement;
    gather();
  };
  const watcher = new MutationObserver((changes) => {
    for (const element of changes.flatMap(messagesIn)) changedMessages.add(element);
    if (changedMessages.size > 0) gather();
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

/** Returns the messages that a change of the page concerns: the one whose content changed, and new ones. */
function messagesIn({ target, addedNodes }: MutationRecord): Element[] {
  const around = (target instanceof Element ? target : target.parentElement)?.closest(messages);
  if (around) return [around];
  return [...addedNodes].flatMap((node) =>
    node instanceof Element
      ? [...(node.matches(messages) ? [node] : node.querySelectorAll('[role=alert]'))]
      : [],
  );
}

/**
 * Handles the function keys for help, repeat, rate and volume, which a card scanner never types. Returns the function
 * that stops it.
 */
function observeKeys(speaker: Speaker, language: Language, help: () => void): () => void {
  const actions: Readonly<Record<string, () => void>> = {
    F1: help,
    F2: () => speaker.repeat(),
    F3: () =>
      speaker.speak([{ text: translate(language, `voice.rate-${speaker.changeRate() as 0 | 1 | 2}`) }]),
    F4: () =>
      speaker.speak([{ text: translate(language, `voice.volume-${speaker.changeVolume() as 0 | 1 | 2}`) }]),
  };
  const press = ({ key, repeat }: KeyboardEvent): void => {
    if (!repeat) actions[key]?.();
  };
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}
