/** Codes as people type them: small letters, blanks and look-alikes are allowed before decoding (spec §2.7). @module */

import { parseHuman } from '#crypto/human-code.ts';
import type { Judgement } from './booth.ts';

/** In the form in which it is printed, as far as it goes. */
export function printedForm(typed: string): string {
  const characters = typed
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return characters.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** Whether it is, or can still become, a code of n characters and two check characters. */
export function judgeTyped(typed: string, n: number): Judgement {
  const printed = printedForm(typed);
  const characters = printed.replaceAll('-', '');
  if (!/^[0-9A-HJKMNP-TV-Z]*$/.test(characters) || characters.length > n + 2) return 'wrong';
  if (characters.length < n + 2) return 'partial';
  try {
    parseHuman(printed, n);
    return 'right';
  } catch {
    return 'wrong';
  }
}
