import { expect, test } from 'vitest';
import { printCode } from '../../verifier/crypto/codes.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

test('zeros', () => {
  expect(printCode(new Uint8Array(12), 18)).toBe('0000-0000-0000-0000-0000');
});

test('one character: 31 and its remainder', () => {
  expect(printCode(Uint8Array.of(0b11111_000), 1)).toBe('Z0Z');
});

test('bits are taken most significant first, the rest is ignored', () => {
  // 00001 00010 are 1 and 2; N = 34, so the check is 34 div 32 and 34 mod 32.
  expect(printCode(Uint8Array.of(0b00001_000, 0b10_111111, 0xff), 2)).toBe('1212');
});

test('the check value is N mod 1021', () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 5) & 255);
  const characters = printCode(bytes, 22).replaceAll('-', '');
  expect(characters).toHaveLength(24);
  const value = (text: string): bigint =>
    [...text].reduce((n, c) => n * 32n + BigInt(alphabet.indexOf(c)), 0n);
  expect(value(characters.slice(0, 22)) % 1021n).toBe(value(characters.slice(22)));
});
