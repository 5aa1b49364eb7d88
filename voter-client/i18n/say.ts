/** A text of the catalogue, in one language, with its values filled in. @module */

import { catalogue, type Key } from './catalogue.ts';
import { languages, type Language } from './language.ts';
import type { Text, Values } from './text.ts';

export const say = (language: Language, key: Key, values: Values = {}): string =>
  fill(language, catalogue[key], values);

/** The same of a text of any catalogue. */
export function fill(language: Language, text: Text, values: Values): string {
  const form = text[language];
  const sentence = typeof form === 'string' ? form : formFor(language, form, values);
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
}

/** Plurals go by the value `n`. */
function formFor(language: Language, forms: { one: string; other: string }, { n }: Values): string {
  const rule = new Intl.PluralRules(languages[language].tag).select(Number(n));
  return forms[rule as keyof typeof forms] ?? forms.other;
}
