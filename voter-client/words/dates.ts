/** Days and hours as people say them, in the election's zone. @module */

import { languages, type Language } from './language.ts';

const formats = {
  moment: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  hour: { hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** `seconds`: POSIX. */
export function sayTime(
  language: Language,
  zone: string,
  seconds: number,
  form: keyof typeof formats,
): string {
  const format = new Intl.DateTimeFormat(languages[language].tag, { ...formats[form], timeZone: zone });
  // A hyphen would let "GMT-6" break before its figure; the sign that it stands for does not.
  return format.format(new Date(seconds * 1000)).replace('GMT-', 'GMT\u2212');
}
