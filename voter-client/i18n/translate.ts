/** Lookup of catalogue texts in one language, with values and plurals filled in. @module */

import { catalogue, type Key } from './catalogue.ts';
import { languages, type Language } from './language.ts';
import type { Text, Values } from './text.ts';

export const translate = (language: Language, key: Key, values: Values = {}): string =>
  fillText(language, catalogue[key], values);

/** Fills in a text of any catalogue. */
export function fillText(language: Language, text: Text, values: Values): string {
  const form = text[language];
  const sentence = typeof form === 'string' ? form : formFor(language, form, values);
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
}

/** Selects the plural form by the value `n`. */
function formFor(language: Language, forms: { one: string; other: string }, { n }: Values): string {
  const rule = new Intl.PluralRules(languages[language].tag).select(Number(n));
  return forms[rule as keyof typeof forms] ?? forms.other;
}
