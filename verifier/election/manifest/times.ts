/** Times and time zones as people write them (spec §4.4, M10, M20). @module */

const FORM =
  /^(2[01]\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)([+-])(0\d|1[0-4]):([0-5]\d)$/;

/** Tells whether the text has the form of a time zone. The zone need not exist. */
export function isZone(text: string): boolean {
  return /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/.test(text);
}

/** Returns POSIX seconds, or undefined if the text is no time of M10. */
export function parseTime(text: string): bigint | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = Number(match[8]) * 60 + Number(match[9]);
  const negative = match[7] === '-';
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC turns 30 February into a day of March.
  if (date.getUTCDate() !== day || year > 2100 || offset > 14 * 60 || (negative && offset === 0))
    return undefined;
  return BigInt(date.getTime() / 1000 - (negative ? -offset : offset) * 60);
}
