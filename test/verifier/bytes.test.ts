import { describe, expect, test } from 'vitest';
import {
  tryParse,
  parseDecimal,
  fromBase64,
  fromHex,
  ByteReader,
  ParseFailure,
} from '../../verifier/crypto/bytes.ts';
import {
  decodeElement,
  decodeElementOrIdentity,
  encodeScalar,
  G,
  identity,
  q,
  readScalar,
} from '../../verifier/crypto/group.ts';

const refuses = (parse: () => unknown): void => {
  expect(tryParse(parse)).toBeInstanceOf(ParseFailure);
};

test.each(['', 'AA==', 'AAA=', 'AAAA', '+/+/', 'fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI='])(
  'base64 %s',
  (text) => {
    expect(Buffer.from(fromBase64(text)).toString('base64')).toBe(text);
  },
);

describe('refused base64', () => {
  test.each([
    'A',
    'AA',
    'AAA',
    'AA=',
    'AB==',
    'AAB=',
    'A===',
    '====',
    '=',
    'AA==AA==',
    'AA A',
    'AAA\n',
    '-_-_',
    'AAAA=',
  ])('%j', (text) => {
    expect(tryParse(() => fromBase64(text))).toBeInstanceOf(ParseFailure);
  });
});

test('decimals', () => {
  expect(parseDecimal('0')).toBe(0);
  expect(parseDecimal('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  for (const text of [
    '',
    '00',
    '01',
    '-1',
    '+1',
    '1.0',
    '1e3',
    '0x1',
    ' 1',
    '١',
    '9007199254740992',
    '1'.repeat(400),
  ]) {
    refuses(() => parseDecimal(text));
  }
});

test('hex', () => {
  expect(fromHex('00ff', 2)).toEqual(Uint8Array.of(0, 255));
  for (const text of ['', '0', '00FF', '00f', '00ffaa', '0x00']) refuses(() => fromHex(text, 2));
});

test('a reader neither runs over nor leaves anything', () => {
  const reader = new ByteReader(Uint8Array.of(1, 2, 3));
  expect(reader.u16()).toBe(0x0102);
  refuses(() => reader.u16());
  refuses(() => reader.end());
  expect(reader.u8()).toBe(3);
  reader.end();
  refuses(() => reader.take(2 ** 40));
});

describe('the group', () => {
  test('the identity is refused where it is not allowed', () => {
    const zeros = new Uint8Array(32);
    refuses(() => decodeElement(zeros));
    expect(decodeElementOrIdentity(zeros).isIdentity).toBe(true);
    expect(identity.bytes).toEqual(zeros);
  });

  test('elements have one encoding', () => {
    expect(decodeElement(G.bytes).equals(G)).toBe(true);
    const negative = G.bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
    const high = G.bytes.map((byte, i) => (i === 31 ? byte | 0x80 : byte));
    for (const bytes of [negative, high, new Uint8Array(32).fill(255), new Uint8Array(31)])
      refuses(() => decodeElement(bytes));
  });

  test('scalars are less than q', () => {
    expect(readScalar(new ByteReader(encodeScalar(q - 1n)))).toBe(q - 1n);
    expect(readScalar(new ByteReader(new Uint8Array(32)))).toBe(0n);
    refuses(() => readScalar(new ByteReader(encodeScalar(q))));
    refuses(() => readScalar(new ByteReader(new Uint8Array(32).fill(255))));
  });
});
