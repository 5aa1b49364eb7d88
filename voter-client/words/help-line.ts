/** Whom to call, within a sentence: what stands for `{help}` in every text. @module */

import type { Language } from './language.ts';
import { say } from './say.ts';

/** `number`: of the help line, where the page is made with one; it stays on one line. */
export const helpLine = (language: Language, number: string | undefined): string =>
  number === undefined
    ? say(language, 'help.invitation')
    : say(language, 'help.number', { number: number.replaceAll(' ', '\u00a0') });
