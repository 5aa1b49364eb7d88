/** Catalogue of the desk's texts, and the hook that reads them. @module */

import { useContext } from 'react';
import { LanguageContext } from '../i18n/context.ts';
import { formatTime } from '../i18n/dates.ts';
import { fillText } from '../i18n/translate.ts';
import type { Language } from '../i18n/language.ts';
import type { Values } from '../i18n/text.ts';
import { dayTexts } from './texts/day.ts';
import { refusalTexts } from './texts/refusals.ts';
import { screenTexts } from './texts/screens.ts';
import { statusTexts } from './texts/status.ts';
import { verdictTexts } from './texts/verdicts.ts';

export const deskCatalogue = {
  ...screenTexts,
  ...verdictTexts,
  ...refusalTexts,
  ...statusTexts,
  ...dayTexts,
} as const;

export type DeskKey = keyof typeof deskCatalogue;

export interface DeskWords {
  readonly language: Language;
  readonly t: (key: DeskKey, values?: Values) => string;
  readonly pick: (text: { readonly es: string; readonly en: string }) => string;
  /** Formats a time in a site's zone. `seconds`: POSIX. */
  readonly time: (zone: string, seconds: number, form: 'moment' | 'date' | 'hour') => string;
}

export function useDeskWords(): DeskWords {
  const language = useContext(LanguageContext);
  return {
    language,
    t: (key, values = {}) => fillText(language, deskCatalogue[key], values),
    pick: (text) => text[language],
    time: (zone, seconds, form) => formatTime(language, zone, seconds, form),
  };
}

/** Reports whether the catalogue has a text for a key, which may be made from an unknown code. */
export const hasKey = (key: string): key is DeskKey => key in deskCatalogue;
