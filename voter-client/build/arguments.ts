/** Parsers for command-line options of the builds. @module */

import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { parseHelpLines, type HelpLines } from '#crypto/help-lines.ts';

/** Parses a base address; throws if it ends with a slash or is not an HTTP address. */
export const address = (text: string): string => {
  if (!/^https?:\/\/[^\s/#?]+(\/[^\s#?]*)?$/.test(text) || text.endsWith('/'))
    throw new InvalidArgumentError('an address without a slash at the end is needed');
  return text;
};

/** Parses an uncompressed P-256 point in hexadecimal. */
export const envelopeKey = (text: string): string => {
  if (!/^04[0-9a-f]{128}$/.test(text)) throw new InvalidArgumentError('130 hexadecimal figures are needed');
  return text;
};

/** Parses a number of minutes, 1 to 600. */
export const minutes = (text: string): number => {
  const value = Number(text);
  if (!/^\d{1,3}$/.test(text) || value < 1 || value > 600)
    throw new InvalidArgumentError('1 to 600 minutes are needed');
  return value;
};

/** Reads a file of help lines; throws an error with the reason if it is malformed. */
export function helpLines(file: string): HelpLines {
  try {
    return parseHelpLines(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
