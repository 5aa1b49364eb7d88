/** Quantities in words, for acts. @module */

import { toCardinal as english } from 'n2words/en-US';
import { toCardinal as spanish } from 'n2words/es-MX';
import type { Language } from '../i18n/language.ts';

export const spellOut = (language: Language, quantity: number): string =>
  language === 'es' ? spanish(quantity) : english(quantity);
