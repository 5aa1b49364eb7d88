/**
 * Pins of a page: the values that it was built for. They are written into the page and apply before anything is
 * fetched.
 * @module
 */

import type { HelpLines } from '#crypto/help-lines.ts';

export interface Pins {
  /** Manifest, byte for byte. Its hash is the election's id; it names log, witnesses and trustees. */
  readonly manifest: string;
  /**
   * Base addresses of the registry and of the voting process, without a trailing slash. The board is at
   * `<voting>/board`.
   */
  readonly registry: string;
  readonly voting: string;
  /** Help line, which is not part of the election. A kiosk has none. */
  readonly help?: HelpLines;
  /** Present in a kiosk's page only. */
  readonly kiosk?: KioskPins;
  /**
   * Program of the web worker: its SHA-384 in base64, and the name of its file beside the page. Without `file` the
   * program is in the page.
   */
  readonly worker: { readonly sha384: string; readonly file?: string };
}

/** Additional pins of a kiosk. */
export interface KioskPins {
  /** Position of the kiosk's site in the manifest. */
  readonly site: number;
  /** Public key for which queued ballots are encrypted: 65 bytes, in hexadecimal. */
  readonly envelopeKey: string;
  /** Base address of the site's desk without a trailing slash. */
  readonly desk: string;
  /** Minutes after its issue during which a card is accepted. */
  readonly cardMinutes: number;
}

/** Ids of the data blocks in a page. */
export const PINS_ID = 'pins';
export const PROGRAM_ID = 'program';

/** Returns the pins of this page. */
export function readPins(): Pins {
  return JSON.parse(document.querySelector(`#${PINS_ID}`)!.textContent) as Pins;
}

/** Returns the worker's program from a page that contains it. */
export const readProgram = (): string => document.querySelector(`#${PROGRAM_ID}`)!.textContent;
