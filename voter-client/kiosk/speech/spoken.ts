/** What is read aloud of the page: a screen, a control with its state, the group around it. @module */

import type { Language } from '../../i18n/language.ts';
import { say } from '../../i18n/say.ts';

/** Elements that are read one after another. */
const blocks = '.step, h1, h2, h3, p, li, dt, dd';
const codes = '.key, [data-tracker]';

/** The whole screen but its controls, which are read when they have the focus. */
export const screenText = (): string =>
  textsIn(document.querySelector('main')!)
    .filter((text) => text !== '')
    .join('. ');

const textsIn = (part: Element): string[] =>
  [...part.querySelectorAll(blocks)]
    .filter((element) => element.checkVisibility() && !element.closest('.slip, fieldset'))
    .map(textOf);

/** Name and state of a control. */
export function controlText(language: Language, element: HTMLElement): string {
  const name = element.ariaLabel ?? labelOf(element) ?? textOf(element);
  if (element instanceof HTMLInputElement && /checkbox|radio/.test(element.type))
    return say(language, element.checked ? 'voice.marked' : 'voice.unmarked', { name });
  return element.matches('button, summary') ? say(language, 'voice.button', { name }) : name;
}

/** What is around a control, said when the focus comes in: a group's title and how much of it is chosen, or a question. */
export function groupText(group: Element): string {
  if (group.matches('dialog')) return textsIn(group).join('. ');
  return [...group.querySelectorAll('legend, [role=status]')].map(textOf).join('. ');
}

export const groupOf = (element: Element): Element | null => element.closest('fieldset, dialog');

const labelOf = (element: HTMLElement): string | undefined =>
  element instanceof HTMLInputElement ? [...(element.labels ?? [])].map(textOf).join(' ') : undefined;

/** The element's own text; lists and paragraphs inside it are read by themselves. */
export function textOf(element: Element): string {
  if (element.matches(codes)) return spelt(element.textContent);
  const own = [...element.childNodes].filter(
    (node) => !(node instanceof Element && node.matches(`ul, ol, dl, ${blocks}`)),
  );
  return own
    .map(({ textContent }) => textContent)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A code character by character, with a pause between its groups. */
const spelt = (code: string): string =>
  code
    .trim()
    .split(/[\s-]+/)
    .map((group) => [...group].join(' '))
    .join('. ');

/** A message with its paragraphs, of which some may be codes. */
export const messageText = (element: Element): string =>
  [textOf(element), ...[...element.querySelectorAll(blocks)].map(textOf)].filter(Boolean).join('. ');
