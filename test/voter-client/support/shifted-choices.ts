/** Choices that differ from given ones and have the same form. @module */

import type { Choices } from '#crypto/ballot/ballot.ts';

/** Returns the choices with the mark of the first contest, which has one, moved to the next option. */
export const shiftedChoices = ([first, ...others]: Choices): Choices => [
  first!.map((_, i) => first!.at(i - 1)!),
  ...others,
];
