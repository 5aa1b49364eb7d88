/**
 * Telephone numbers of the help line by country. The registry reads the file for its messages and the build of the
 * booth for its screens, so that people see the same numbers everywhere. The file is not part of the election record.
 * @module
 */

import type { Static } from 'typebox';
import { array, check, faultOf, record, string } from './json-schema.ts';

const sentence = string({ minLength: 1, maxLength: 200 });
const both = record({ es: sentence, en: sentence });

const schema = record({
  /** Lines in the order in which people read them; the last one serves every other country. */
  lines: array(
    record({
      /** Names of the countries, such as «Estados Unidos y Canadá». */
      countries: both,
      /** International form with `+` and blanks, such as `+1 866 986 8306`. */
      number: string({ pattern: '^\\+[1-9][0-9]{0,3}( [0-9]{1,12}){1,6}$', maxLength: 30 }),
    }),
    { minItems: 1, maxItems: 20 },
  ),
  /** Hours of service, with the time zone in words. */
  hours: both,
});

export type HelpLines = Static<typeof schema>;

/** Parses the JSON of a help-lines file. Throws an Error that names the first wrong member. */
export function parseHelpLines(json: string): HelpLines {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`help lines: not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (check(schema, value)) return value;
  const { steps, what } = faultOf(schema, value);
  throw new Error(`help lines${steps.map((step) => `/${step}`).join('')}: ${what}`);
}
