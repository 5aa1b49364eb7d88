/** Search for personal data in texts that an office publishes (spec §12.1). @module */

/** Patterns by the name of the data. No pattern finds names of people: two officials read each text. */
const patterns: readonly (readonly [string, RegExp])[] = [
  ['an address of e-mail', /@/],
  ['eight digits in a row', /(?:\d ?){7}\d/],
  ['a CURP', /[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d/],
  ['a voter key', /[A-Z]{6}\d{8}[HM]\d{3}/],
];

/** Returns the name of the personal data that a text seems to have; undefined if there is none. */
export const personalDataIn = (text: string): string | undefined =>
  patterns.find(([, pattern]) => pattern.test(text))?.[0];
