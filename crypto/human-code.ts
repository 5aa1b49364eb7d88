/** Codes that people type and compare: base 32 with two check characters (spec §2.7). @module */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MODULUS = 1021n; // the largest prime below 32^2; detects every wrong character and every swap of neighbours

/**
 * Encodes the first 5n bits of `bytes` as n characters and two check characters, in groups of four. Throws if there are
 * fewer bits.
 */
export function encodeHuman(bytes: Uint8Array, n: number): string {
  if (bytes.length * 8 < 5 * n) throw new Error('too few bytes for the code');
  let value = bytes.reduce((total, byte) => total * 256n + BigInt(byte), 0n);
  value >>= BigInt(bytes.length * 8 - 5 * n);
  return group(digits(value, n) + digits(value % MODULUS, 2));
}

/** Returns the characters of a code without hyphens; throws on a wrong length, character, grouping or check. */
export function parseHuman(text: string, n: number): string {
  const characters = text.replaceAll('-', '');
  const known = /^[0-9A-HJKMNP-TV-Z]*$/.test(characters);
  if (!known || characters.length !== n + 2 || group(characters) !== text) throw new Error('code: malformed');
  const value = valueOf(characters.slice(0, n));
  if (digits(value % MODULUS, 2) !== characters.slice(n))
    throw new Error('code: the check characters do not fit');
  return characters;
}

/** Returns the number of 5n bits that a code encodes; throws if the code is malformed. */
export const decodeHuman = (text: string, n: number): bigint => valueOf(parseHuman(text, n).slice(0, n));

/** Returns the number that the characters stand for; the first character is the most significant digit. */
const valueOf = (characters: string): bigint =>
  Array.from(characters, (c) => BigInt(ALPHABET.indexOf(c))).reduce(
    (total, digit) => total * 32n + digit,
    0n,
  );

function digits(value: bigint, n: number): string {
  return Array.from({ length: n }, (_, i) => ALPHABET[Number((value >> BigInt(5 * (n - 1 - i))) & 31n)]).join(
    '',
  );
}

const group = (characters: string): string => characters.replace(/(.{4})(?=.)/g, '$1-');
