/** The language of the page, and the help line that it names, for whatever is inside it. @module */

import { createContext, useContext } from 'react';
import type { HelpLines } from '#crypto/help-lines.ts';
import type { Key } from './catalogue.ts';
import { sayTime, sayTimeForBoth, type TimeForm } from './dates.ts';
import type { Language } from './language.ts';
import { say } from './say.ts';
import type { Values } from './text.ts';

export const LanguageContext = createContext<Language>('es');

/** The help line: a kiosk has none, as staff are there. */
export const HelpContext = createContext<HelpLines | undefined>(undefined);

/** Where the page stands: at a site, staff help in place of the line. */
export type PageAt = 'home' | 'site';
export const PlaceContext = createContext<PageAt>('home');

export interface Words {
  readonly place: PageAt;
  readonly t: (key: Key, values?: Values) => string;
  /** A text that the manifest has in all languages. */
  readonly pick: (text: { readonly es: string; readonly en: string }) => string;
  /** At home also by the person's own clock; a site's is on its wall. */
  readonly time: (zone: string, seconds: number, form: TimeForm) => string;
}

export function useWords(): Words {
  const language = useContext(LanguageContext);
  const place = useContext(PlaceContext);
  const help = say(language, place === 'site' ? 'help.staff' : 'help.line');
  return {
    place,
    t: (key, values) => say(language, key, { help, ...values }),
    pick: (text) => text[language],
    time: (zone, seconds, form) =>
      (place === 'site' ? sayTime : sayTimeForBoth)(language, zone, seconds, form),
  };
}
