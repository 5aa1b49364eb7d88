/** Languages of the pages. A new one needs a line here and a column in every text. @module */

export const languages = {
  es: { tag: 'es-MX', direction: 'ltr', own: 'Español' },
  en: { tag: 'en', direction: 'ltr', own: 'English' },
} as const satisfies Record<string, { tag: string; direction: 'ltr' | 'rtl'; own: string }>;

export type Language = keyof typeof languages;

export const languageNames = Object.keys(languages) as Language[];

/** Returns the first of the person's languages that the pages have, or Spanish. */
export function preferredLanguage(wanted: readonly string[]): Language {
  const spoken = wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag in languages);
  return (spoken as Language | undefined) ?? 'es';
}
