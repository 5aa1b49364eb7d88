/**
 * Strict JSON for the manifest and other documents of the record, so that no two parsers read different values (spec
 * §4.1, rules M1, M2, M4, M5).
 * @module
 */

import { equalBytes, utf8 } from '../bytes.ts';

export const MAX_MANIFEST_BYTES = 1_048_576;
const MAX_NUMBER = 4_294_967_295;
/** Maximum depth of arrays and objects, which no manifest reaches. Printing a deeper value could overflow the stack. */
const MAX_NESTING = 32;

/** Error of a document that breaks a rule; the message contains the place in the document and the number of the rule. */
export class DocumentError extends Error {
  readonly rule: string;
  readonly place: string;

  constructor(rule: string, place: string, what: string) {
    super(`${place === '' ? '' : `${place}: `}${what} (rule ${rule})`);
    this.name = 'DocumentError';
    this.rule = rule;
    this.place = place;
  }
}

/** Returns the maximal number of code points of a string, by its place in the document. */
type LengthAt = (place: string) => number;

/**
 * Parses JSON that is printed canonically and has at most 1 MiB; throws DocumentError otherwise. Strings have at most
 * 200 code points unless `lengthAt` says otherwise.
 */
export function parseStrictJson(bytes: Uint8Array, lengthAt: LengthAt = () => 200): unknown {
  if (bytes.length > MAX_MANIFEST_BYTES) throw new DocumentError('M1', '', 'larger than 1 MiB');
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new DocumentError('M1', '', `not JSON in UTF-8: ${(error as Error).message}`);
  }
  if (nestingOf(text) > MAX_NESTING) throw new DocumentError('M3', '', 'nested more deeply than the schema');
  const print = printJson(value);
  if (!equalBytes(utf8(print), bytes)) {
    throw new DocumentError('M2', '', `not printed canonically, see line ${firstDifference(text, print)}`);
  }
  checkLeaves(value, '', lengthAt);
  return value;
}

/** Prints a JSON value canonically (rule M2). */
export const printJson = (value: unknown): string => JSON.stringify(value, null, 2) + '\n';

/** Appends a step to a place such as `a.b[3]`. */
export const join = (place: string, step: string | number): string =>
  typeof step === 'number' ? `${place}[${step}]` : place === '' ? step : `${place}.${step}`;

/** Returns how deep arrays and objects nest in the text of a JSON value. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth);
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}

function firstDifference(a: string, b: string): number {
  const right = b.split('\n');
  return a.split('\n').findIndex((line, i) => line !== right[i]) + 1;
}

function checkLeaves(value: unknown, place: string, lengthAt: LengthAt): void {
  if (typeof value === 'number') checkNumber(value, place);
  else if (typeof value === 'string') checkString(value, place, lengthAt(place));
  else if (Array.isArray(value)) value.forEach((item, i) => checkLeaves(item, join(place, i), lengthAt));
  else if (value !== null && typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) checkLeaves(member, join(place, name), lengthAt);
  }
}

function checkNumber(value: number, place: string): void {
  if (!Number.isInteger(value) || value < 0 || value > MAX_NUMBER || Object.is(value, -0)) {
    throw new DocumentError('M4', place, `${value} is not an integer from 0 to ${MAX_NUMBER}`);
  }
}

// Texts that look alike must be equal under every version of Unicode, so the allowed characters are listed.
const ALLOWED =
  /^[ -~\u00A1-\u00AC\u00AE-\u034E\u0350-\u036F\u1E00-\u1EFF\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u2116\u2122\uA78B\uA78C]*$/;

function checkString(value: string, place: string, maxLength: number): void {
  const fail = (what: string): never => {
    throw new DocumentError('M5', place, what);
  };
  const length = [...value].length;
  if (length < 1 || length > maxLength) fail(`${length} characters: 1 to ${maxLength} are allowed`);
  if (!ALLOWED.test(value)) fail('a character that is no Latin letter, mark, punctuation or sign of §4.1');
  if (value.normalize('NFC') !== value) fail('not in Unicode normal form C');
  if (value.startsWith(' ') || value.endsWith(' ')) fail('blank at the beginning or end');
}
