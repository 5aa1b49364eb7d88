/**
 * Display settings. They are kept in memory for one visit only, so that a shared device keeps no trace of its users.
 * @module
 */

import { languages, type Language } from '../i18n/language.ts';

export const sizes = [0, 1, 2, 3] as const;
export const contrasts = ['light', 'dark', 'high'] as const;

export interface Settings {
  readonly size: (typeof sizes)[number];
  readonly contrast: (typeof contrasts)[number];
  readonly language: Language;
}

/** Applies the settings to the document, for the stylesheet and screen readers. */
export function applySettings({ size, contrast, language }: Settings, root: HTMLElement): void {
  root.dataset['size'] = String(size);
  root.dataset['contrast'] = contrast;
  root.lang = languages[language].tag;
  root.dir = languages[language].direction;
}
