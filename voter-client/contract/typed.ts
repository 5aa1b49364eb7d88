/**
 * Normalisation of codes that people type: lower case, blanks and look-alikes are corrected before decoding (spec
 * §2.7).
 * @module
 */

import { parseHuman } from '#crypto/human-code.ts';
import type { CodeCheck } from './booth.ts';

/** Returns a code, complete or not, in the form in which it is printed. */
export function printedForm(typed: string): string {
  const characters = typed
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return characters.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/**
 * Returns whether the text is a code of n characters and two check characters (`right`), can still become one
 * (`partial`), or cannot (`wrong`).
 */
export function checkTyped(typed: string, n: number): CodeCheck {
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
