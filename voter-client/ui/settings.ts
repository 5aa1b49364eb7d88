/** How a person wants to read; kept in memory for the visit only, so that a device tells nobody who used it. @module */

import { languages, type Language } from '../i18n/language.ts';

export const sizes = [0, 1, 2, 3] as const;
export const contrasts = ['light', 'dark', 'high'] as const;

export interface Settings {
  readonly size: (typeof sizes)[number];
  readonly contrast: (typeof contrasts)[number];
  readonly language: Language;
}

/** Puts them on the document, where the stylesheet and screen readers look. */
export function applySettings({ size, contrast, language }: Settings, root: HTMLElement): void {
  root.dataset['size'] = String(size);
  root.dataset['contrast'] = contrast;
  root.lang = languages[language].tag;
  root.dir = languages[language].direction;
}
