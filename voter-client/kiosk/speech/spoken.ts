/**
 * Texts that the kiosk reads aloud: those of a screen, of a control with its state, and of the group around it.
 * @module
 */

import type { Language } from '../../i18n/language.ts';
import { translate } from '../../i18n/translate.ts';

/** Elements that are read one after another. */
const blocks = '.step, h1, h2, h3, p, li, dt, dd';
const codes = '.key, [data-tracker]';

/** Returns the text of the whole screen without its controls, which are read on focus. */
export const screenText = (): string =>
  textsIn(document.querySelector('main')!)
    .filter((text) => text !== '')
    .join('. ');

const textsIn = (part: Element): string[] =>
  [...part.querySelectorAll(blocks)]
    .filter((element) => element.checkVisibility() && !element.closest('.slip, fieldset'))
    .map(textOf);

/** Returns the name and state of a control. */
export function controlText(language: Language, element: HTMLElement): string {
  const name = element.ariaLabel ?? labelOf(element) ?? textOf(element);
  if (element instanceof HTMLInputElement && /checkbox|radio/.test(element.type))
    return translate(language, element.checked ? 'voice.marked' : 'voice.unmarked', { name });
  return element.matches('button, summary') ? translate(language, 'voice.button', { name }) : name;
}

/** Returns the text read when the focus enters a group: its title and number of choices, or a dialog's question. */
export function groupText(group: Element): string {
  if (group.matches('dialog')) return textsIn(group).join('. ');
  return [...group.querySelectorAll('legend, [role=status]')].map(textOf).join('. ');
}

export const groupOf = (element: Element): Element | null => element.closest('fieldset, dialog');

const labelOf = (element: HTMLElement): string | undefined =>
  element instanceof HTMLInputElement ? [...(element.labels ?? [])].map(textOf).join(' ') : undefined;

/** Returns the element's own text. Lists and paragraphs inside it are read separately. A code is spelt. */
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

/** Returns a code as single characters, with a pause between its groups. */
const spelt = (code: string): string =>
  code
    .trim()
    .split(/[\s-]+/)
    .map((group) => [...group].join(' '))
    .join('. ');

/** Returns the text of a message with its paragraphs, some of which may be codes. */
export const messageText = (element: Element): string =>
  [textOf(element), ...[...element.querySelectorAll(blocks)].map(textOf)].filter(Boolean).join('. ');
