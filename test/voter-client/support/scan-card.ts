/** Scan of a card at the kiosk. @module */

import type { Page } from 'playwright-core';

/**
 * Types a card's text into the page as a scanner does. All keys come in one turn of the page: on a slow machine keys that
 * are sent one by one would be further apart than a scanner's (voter-client/kiosk/scanner.ts).
 */
export const typeCard = (page: Page, text: string): Promise<void> => dispatchKeys(page, [...text]);

/** Scans a card: its text and Enter. */
export const scanCard = (page: Page, text: string): Promise<void> => dispatchKeys(page, [...text, 'Enter']);

const dispatchKeys = (page: Page, keys: readonly string[]): Promise<void> =>
  page.evaluate((all) => {
    for (const key of all)
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
  }, keys);
