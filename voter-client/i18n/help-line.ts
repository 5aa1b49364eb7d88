/** Formatting of the help line's numbers. @module */

import type { HelpLines } from '#crypto/help-lines.ts';

export type HelpLine = HelpLines['lines'][number];

/** Returns the number with non-breaking spaces. */
export const shownNumber = ({ number }: HelpLine): string => number.replaceAll(' ', '\u00A0');

/** Returns the `tel:` address of the number. */
export const callAddress = ({ number }: HelpLine): string => `tel:${number.replaceAll(' ', '')}`;
