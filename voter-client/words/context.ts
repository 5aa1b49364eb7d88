/** The language of the page, and the help line that it names, for whatever is inside it. @module */

import { createContext, useContext } from 'react';
import type { Key } from './catalogue.ts';
import { sayTime } from './dates.ts';
import { helpLine } from './help-line.ts';
import type { Language } from './language.ts';
import { say } from './say.ts';
import type { Values } from './text.ts';

export const LanguageContext = createContext<Language>('es');

/** The number of the help line, where the page is made with one. */
export const HelpContext = createContext<string | undefined>(undefined);

/** Where the page stands: at a site, staff help in place of the line. */
export type PageAt = 'home' | 'site';
export const PlaceContext = createContext<PageAt>('home');

export interface Words {
  readonly place: PageAt;
  readonly t: (key: Key, values?: Values) => string;
  /** A text that the manifest has in all languages. */
  readonly pick: (text: { readonly es: string; readonly en: string }) => string;
  readonly time: (zone: string, seconds: number, form: 'moment' | 'hour') => string;
}

export function useWords(): Words {
  const language = useContext(LanguageContext);
  const number = useContext(HelpContext);
  const place = useContext(PlaceContext);
  const help = place === 'site' ? say(language, 'help.staff') : helpLine(language, number);
  return {
    place,
    t: (key, values) => say(language, key, { help, ...values }),
    pick: (text) => text[language],
    time: (zone, seconds, form) => sayTime(language, zone, seconds, form),
  };
}
