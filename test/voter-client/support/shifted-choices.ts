/** Other choices of the same form. @module */

import type { Choices } from '#crypto/ballot/ballot.ts';

/** Moves the mark of the first contest, where one option is chosen, to the next option. */
export const shiftedChoices = ([first, ...others]: Choices): Choices => [
  first!.map((_, i) => first!.at(i - 1)!),
  ...others,
];
