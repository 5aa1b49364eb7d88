/**
 * React contexts for the language, the help line and the place of the page, and the hook that reads texts in them.
 * @module
 */

import { createContext, useContext } from 'react';
import type { HelpLines } from '#crypto/help-lines.ts';
import type { Key } from './catalogue.ts';
import { formatTime, formatTimeWithLocal, type TimeForm } from './dates.ts';
import type { Language } from './language.ts';
import { translate } from './translate.ts';
import type { Values } from './text.ts';

export const LanguageContext = createContext<Language>('es');

/** Help line of the page. A kiosk has none, because staff help there. */
export const HelpContext = createContext<HelpLines | undefined>(undefined);

/** Place where the page is used. At a site people ask the staff instead of calling the help line. */
export type PageAt = 'home' | 'site';
export const PlaceContext = createContext<PageAt>('home');

export interface Words {
  readonly place: PageAt;
  readonly t: (key: Key, values?: Values) => string;
  /** Picks the page's language from a text of the manifest. */
  readonly pick: (text: { readonly es: string; readonly en: string }) => string;
  /**
   * Formats a time (POSIX seconds) in a zone. At home the person's own time is added; at a site it is not, because a
   * clock hangs on the wall.
   */
  readonly time: (zone: string, seconds: number, form: TimeForm) => string;
}

export function useWords(): Words {
  const language = useContext(LanguageContext);
  const place = useContext(PlaceContext);
  const help = translate(language, place === 'site' ? 'help.staff' : 'help.line');
  return {
    place,
    t: (key, values) => translate(language, key, { help, ...values }),
    pick: (text) => text[language],
    time: (zone, seconds, form) =>
      (place === 'site' ? formatTime : formatTimeWithLocal)(language, zone, seconds, form),
  };
}
