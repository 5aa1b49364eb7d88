/** Days and hours as people say them: in the zone of an election or a site, with the zone in words, and where the person is. @module */

import { languages, type Language } from './language.ts';
import { say } from './say.ts';

const hour = { hour: 'numeric', minute: '2-digit' } as const;
const day = { day: 'numeric', month: 'long' } as const;
const formats = {
  /** With the year, for what is kept. */
  moment: { weekday: 'long', ...day, year: 'numeric', ...hour },
  day: { ...day, ...hour },
  date: { ...day, ...hour },
  hour,
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** `date` and `hour` have no zone in words: they stand where one place alone is meant. */
export type TimeForm = keyof typeof formats;

/** `zone` undefined: where the person is, by this device. */
function format(
  language: Language,
  zone: string | undefined,
  seconds: number,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(languages[language].tag, { ...options, timeZone: zone }).format(
    new Date(seconds * 1000),
  );
}

/** In a zone alone. `seconds`: POSIX. */
export function sayTime(language: Language, zone: string, seconds: number, form: TimeForm): string {
  const time = format(language, zone, seconds, formats[form]);
  return form === 'hour' || form === 'date'
    ? time
    : say(language, 'time.zone', { time, zone: zoneInWords(language, zone, seconds) });
}

/** In a zone, and by the person's own clock where that shows something else. */
export function sayTimeForBoth(language: Language, zone: string, seconds: number, form: TimeForm): string {
  const time = sayTime(language, zone, seconds, form);
  if (format(language, undefined, seconds, formats.day) === format(language, zone, seconds, formats.day))
    return time;
  const isSameDay = format(language, undefined, seconds, day) === format(language, zone, seconds, day);
  return say(language, 'time.both', { time, own: sayOwnTime(language, seconds, isSameDay ? 'hour' : 'day') });
}

/** By the person's own clock. */
export const sayOwnTime = (language: Language, seconds: number, form: TimeForm): string =>
  format(language, undefined, seconds, formats[form]);

/** Zones that the browser's own names would say too little of. */
const known: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'America/Mexico_City': { es: 'hora del centro de México', en: 'central Mexico time' },
};

/** Names by place where a language has them: English has letters in their stead. */
const nameForms = { es: 'shortGeneric', en: 'longGeneric' } as const;

function zoneInWords(language: Language, zone: string, seconds: number): string {
  const own = known[zone]?.[language];
  if (own !== undefined) return own;
  const name = zoneName(language, zone, seconds, nameForms[language]);
  return /^(GMT|UTC)/.test(name) ? zoneName(language, zone, seconds, 'long') : name;
}

function zoneName(
  language: Language,
  zone: string,
  seconds: number,
  form: 'shortGeneric' | 'longGeneric' | 'long',
): string {
  const names = new Intl.DateTimeFormat(languages[language].tag, { timeZone: zone, timeZoneName: form });
  return names.formatToParts(new Date(seconds * 1000)).find(({ type }) => type === 'timeZoneName')!.value;
}
