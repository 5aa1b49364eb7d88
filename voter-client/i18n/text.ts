/** What an entry of the catalogue looks like. @module */

import type { Language } from './language.ts';

/** One sentence, or one for each plural category that the language has. */
export type Form = string | { readonly one: string; readonly other: string };

export type Text = Readonly<Record<Language, Form>>;

/** What is put in the place of `{name}`. */
export type Values = Readonly<Record<string, string | number>>;
