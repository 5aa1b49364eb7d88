/** Times of the manifest (spec rule M10), `YYYY-MM-DDThh:mm:ss±hh:mm`, as POSIX seconds. @module */

import { parseOrThrow } from './manifest-rule.ts';

/** Pattern of the name of a time zone (spec rule M20). */
export const ZONE = /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/;

/** Parses start and end to POSIX seconds; throws DocumentError that names `place`. */
export const parseSpan = (
  { starts, ends }: { readonly starts: string; readonly ends: string },
  place: string,
): { starts: number; ends: number } => ({
  starts: parseOrThrow('M10', `${place}.starts`, () => parseTime(starts)),
  ends: parseOrThrow('M10', `${place}.ends`, () => parseTime(ends)),
});

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([+-])(\d\d):(\d\d)$/;

/** Parses a time to POSIX seconds; throws if it has another form or is no real instant from 2000 to 2100. */
export function parseTime(text: string): number {
  const match = FORM.exec(text);
  if (!match) throw new Error(`"${text}" is not of the form YYYY-MM-DDThh:mm:ss±hh:mm`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [offsetHour, offsetMinute] = [Number(match[8]), Number(match[9])];
  const offset = (match[7] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const real =
    year >= 2000 &&
    year <= 2100 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59 &&
    offsetMinute <= 59 &&
    Math.abs(offset) <= 14 * 60 &&
    !(match[7] === '-' && offset === 0);
  if (!real) throw new Error(`"${text}" is no real time from 2000 to 2100`);
  return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second;
}

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

function daysSince1970(year: number, month: number, day: number): number {
  let days = day - 1;
  for (let y = 1970; y < year; y++) days += leap(y) ? 366 : 365;
  for (let m = 1; m < month; m++) days += daysIn(year, m);
  return days;
}
