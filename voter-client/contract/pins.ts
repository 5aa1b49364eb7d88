/** What a page is made for: written into it when it is built, and in force before anything is fetched. @module */

import type { HelpLines } from '#crypto/help-lines.ts';

export interface Pins {
  /** The manifest, verbatim: its hash is the election's id; log, witnesses and trustees stand in it. */
  readonly manifest: string;
  /** Base addresses without a slash at the end. The board is under `<voting>/board`. */
  readonly registry: string;
  readonly voting: string;
  /** The help line, which is no part of the election; a kiosk has none. */
  readonly help?: HelpLines;
  /** Where the page is a kiosk's. */
  readonly kiosk?: KioskPins;
  /** The worker's program: its SHA-384 in base64, and its name beside the page; without a name it is in the page. */
  readonly worker: { readonly sha384: string; readonly file?: string };
}

/** Of a kiosk, in addition. */
export interface KioskPins {
  /** Its site: position in the manifest. */
  readonly site: number;
  /** For which what is kept is sealed: 65 bytes, in hexadecimal. */
  readonly envelopeKey: string;
  /** Base address of the site's desk without a slash at the end. */
  readonly desk: string;
  /** For which a card is taken after it was issued. */
  readonly cardMinutes: number;
}

/** The ids of the data blocks in a page. */
export const PINS_ID = 'pins';
export const PROGRAM_ID = 'program';

/** The pins of this page. */
export function readPins(): Pins {
  return JSON.parse(document.querySelector(`#${PINS_ID}`)!.textContent) as Pins;
}

/** The worker's program in a page that has it. */
export const readProgram = (): string => document.querySelector(`#${PROGRAM_ID}`)!.textContent;
