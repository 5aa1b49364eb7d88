/**
 * Dates and times as text: in the zone of an election or a site, with the zone in words, and in the person's own zone.
 * @module
 */

import { languages, type Language } from './language.ts';
import { translate } from './translate.ts';

const hour = { hour: 'numeric', minute: '2-digit' } as const;
const day = { day: 'numeric', month: 'long' } as const;
const formats = {
  /** Form with the year, for texts that people keep. */
  moment: { weekday: 'long', ...day, year: 'numeric', ...hour },
  day: { ...day, ...hour },
  date: { ...day, ...hour },
  hour,
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Form of a time in a text. `date` and `hour` omit the zone; they are used where only one place can be meant. */
export type TimeForm = keyof typeof formats;

/** Formats a time in POSIX seconds. `zone` is undefined for the zone of this device. */
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

/** Formats a time in one zone. `seconds`: POSIX seconds. */
export function formatTime(language: Language, zone: string, seconds: number, form: TimeForm): string {
  const time = format(language, zone, seconds, formats[form]);
  return form === 'hour' || form === 'date'
    ? time
    : translate(language, 'time.zone', { time, zone: zoneInWords(language, zone, seconds) });
}

/** Formats a time in a zone, and adds the time in the person's own zone if it differs. */
export function formatTimeWithLocal(
  language: Language,
  zone: string,
  seconds: number,
  form: TimeForm,
): string {
  const time = formatTime(language, zone, seconds, form);
  if (format(language, undefined, seconds, formats.day) === format(language, zone, seconds, formats.day))
    return time;
  const isSameDay = format(language, undefined, seconds, day) === format(language, zone, seconds, day);
  return translate(language, 'time.both', {
    time,
    own: formatLocalTime(language, seconds, isSameDay ? 'hour' : 'day'),
  });
}

/** Formats a time in the zone of this device. */
export const formatLocalTime = (language: Language, seconds: number, form: TimeForm): string =>
  format(language, undefined, seconds, formats[form]);

/** Names for zones whose names in browsers say too little. */
const known: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'America/Mexico_City': { es: 'hora del centro de México', en: 'central Mexico time' },
};

/**
 * Forms of zone names in each language. Spanish names zones by place; the short English names would be abbreviations.
 */
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
