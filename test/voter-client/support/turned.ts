/** Another choice of the same form. @module */

import type { Choices } from '#crypto/record/ballot/ballot.ts';

/** In the first contest, of which one option is chosen, the mark moves one option on. */
export const turned = ([first, ...others]: Choices): Choices => [
  first!.map((_, i) => first!.at(i - 1)!),
  ...others,
];
