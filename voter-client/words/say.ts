/** A text of the catalogue, in one language, with its values filled in. @module */

import { catalogue, type Key } from './catalogue.ts';
import { languages, type Language } from './language.ts';
import type { Text, Values } from './text.ts';

export function say(language: Language, key: Key, values: Values = {}): string {
  const text: Text = catalogue[key];
  const form = text[language];
  const sentence = typeof form === 'string' ? form : formFor(language, form, values);
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
}

/** Plurals go by the value `n`. */
function formFor(language: Language, forms: { one: string; other: string }, { n }: Values): string {
  const rule = new Intl.PluralRules(languages[language].tag).select(Number(n));
  return forms[rule as keyof typeof forms] ?? forms.other;
}
