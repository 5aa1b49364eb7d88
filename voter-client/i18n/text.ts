/** Types of catalogue entries. @module */

import type { Language } from './language.ts';

/** Text in one language: one sentence, or one for each plural category of the language. */
export type Form = string | { readonly one: string; readonly other: string };

export type Text = Readonly<Record<Language, Form>>;

/** Values that replace `{name}` in a text. */
export type Values = Readonly<Record<string, string | number>>;
