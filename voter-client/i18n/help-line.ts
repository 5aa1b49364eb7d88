/** The help line's numbers, as screens show them. @module */

import type { HelpLines } from '#crypto/help-lines.ts';

export type HelpLine = HelpLines['lines'][number];

/** The number stays on one line. */
export const shownNumber = ({ number }: HelpLine): string => number.replaceAll(' ', '\u00A0');

/** The address that calls it. */
export const callAddress = ({ number }: HelpLine): string => `tel:${number.replaceAll(' ', '')}`;
