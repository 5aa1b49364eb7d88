/** Times and time zones as people write them (spec §4.4, M10, M20). @module */

const FORM =
  /^(2[01]\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)([+-])(0\d|1[0-4]):([0-5]\d)$/;

/** Whether the text is written like a zone; none of that name need exist. */
export function isZone(text: string): boolean {
  return /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/.test(text);
}

/** POSIX seconds, or undefined if this is no time of M10. */
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
  // Date.UTC carries 30 February over into March.
  if (date.getUTCDate() !== day || year > 2100 || offset > 14 * 60 || (negative && offset === 0))
    return undefined;
  return BigInt(date.getTime() / 1000 - (negative ? -offset : offset) * 60);
}
