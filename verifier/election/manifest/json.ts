/**
 * Reader of JSON that is printed canonically: the manifest, and the blobs of acts of office (spec §4.1, chapter 12).
 * A fault names the member and the rule that it breaks.
 * @module
 */
import { tryParse, decodeText, ParseFailure } from '../../crypto/bytes.ts';
import { ManifestFault } from './fault.ts';

export type Parser<T> = (value: unknown, at: string) => T;
export type Parsed<P> = P extends Parser<infer T> ? T : never;

/** Parses bytes by M1, M2 and the rules of `read`. Throws the first fault. */
export function parseCanonical<T>(bytes: Uint8Array, read: Parser<T>): T {
  if (bytes.length > 1_048_576) throw new ManifestFault('M1', '');
  const text = tryParse(() => decodeText(bytes));
  if (text instanceof ParseFailure || text.startsWith('\u{FEFF}')) throw new ManifestFault('M1', '');
  const value = parseJson(text);
  const parsed = read(value, '');
  // After the parsing of members, because printing a value of unknown depth could exhaust the stack.
  if (`${JSON.stringify(value, null, 2)}\n` !== text) throw new ManifestFault('M2', '');
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ManifestFault('M1', '');
  }
}

export const flag: Parser<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new ManifestFault('M3', at);
  return value;
};

export const integer: Parser<number> = (value, at) => {
  if (typeof value !== 'number') throw new ManifestFault('M3', at);
  if (!Number.isInteger(value) || value < 0 || value > 4_294_967_295) throw new ManifestFault('M4', at);
  return value;
};

/**
 * Latin letters with their marks, and the punctuation and signs that go with them. None is beyond the basic
 * plane.
 */
const PERMITTED =
  /^[\u{20}-\u{7E}\u{A1}-\u{AC}\u{AE}-\u{34E}\u{350}-\u{36F}\u{1E00}-\u{1EFF}\u{2010}-\u{2027}\u{2030}-\u{205E}\u{20A0}-\u{20BF}\u{2116}\u{2122}\u{A78B}\u{A78C}]+$/u;

/** Returns a parser of strings of at most `length` code points (M5). */
function stringOf(length: number): Parser<string> {
  return (value, at) => {
    if (typeof value !== 'string') throw new ManifestFault('M3', at);
    const good =
      value.length <= length &&
      PERMITTED.test(value) &&
      value.normalize('NFC') === value &&
      !value.startsWith(' ') &&
      !value.endsWith(' ');
    if (!good) throw new ManifestFault('M5', at);
    return value;
  };
}

export const string = stringOf(200);

/** Returns a parser of texts in both languages, each of at most `length` code points (§4.2). */
export function textOf(length: number): Parser<{ readonly es: string; readonly en: string }> {
  return object({ es: stringOf(length), en: stringOf(length) });
}

export function matching(pattern: RegExp): Parser<string> {
  return (value, at) => {
    const text = string(value, at);
    if (!pattern.test(text)) throw new ManifestFault('M3', at);
    return text;
  };
}

export function oneOf<const T extends string>(...values: readonly T[]): Parser<T> {
  return (value, at) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw new ManifestFault('M3', at);
    return found;
  };
}

export function orNull<T>(parser: Parser<T>): Parser<T | null> {
  return (value, at) => (value === null ? null : parser(value, at));
}

export function list<T>(parser: Parser<T>): Parser<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new ManifestFault('M3', at);
    return value.map((item, i) => parser(item, `${at}[${i}]`));
  };
}

/** Name of an unknown member that a fault may tell. Others could fill a report, or forge lines of it. */
const PLAIN_NAME = /^[\w-]{1,64}$/;

/** Parses an object of exactly these members: an unknown member might mean something to another program. */
export function object<M extends Record<string, Parser<unknown>>>(
  members: M,
): Parser<{ readonly [K in keyof M]: Parsed<M[K]> }> {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new ManifestFault('M3', at);
    const path = (name: string): string => (at === '' ? name : `${at}.${name}`);
    const given = new Map<string, unknown>(Object.entries(value));
    for (const name of given.keys())
      if (!Object.hasOwn(members, name))
        throw new ManifestFault('M3', PLAIN_NAME.test(name) ? path(name) : at);
    const read = Object.entries(members).map(([name, parser]) => {
      if (!given.has(name)) throw new ManifestFault('M3', path(name));
      return [name, parser(given.get(name), path(name))] as const;
    });
    return Object.fromEntries(read) as { readonly [K in keyof M]: Parsed<M[K]> };
  };
}
