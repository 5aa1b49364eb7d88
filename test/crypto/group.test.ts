import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#crypto/bytes.ts';
import {
  G,
  add,
  decodeElement,
  decodeElementOrIdentity,
  decodeScalar,
  deriveElement,
  encodeElement,
  encodeScalar,
  identity,
  multiply,
  multiplyPublic,
  multiplySplit,
  q,
  scalarOf,
  times,
} from '#crypto/group.ts';

const vectors = JSON.parse(readFileSync(new URL('../vectors/rfc9496.json', import.meta.url), 'utf8')) as {
  multiples: string[];
  invalid: Record<string, string[]>;
  derivation: { uniform: string; element: string }[];
};
const anyScalar = fc.bigInt({ min: 0n, max: q - 1n });
const fewRuns = { numRuns: 20 };

describe('RFC 9496', () => {
  test('multiples of the generator', () => {
    vectors.multiples.forEach((hex, k) => {
      expect(toHex(encodeElement(multiply(G, scalarOf(k))))).toBe(hex);
      expect(decodeElementOrIdentity(fromHex(hex, 32)).equals(multiplyPublic(G, scalarOf(k)))).toBe(true);
    });
  });

  test.each(Object.entries(vectors.invalid).flatMap(([why, list]) => list.map((hex) => [why, hex] as const)))(
    'refuses %s %s',
    (_, hex) => {
      expect(() => decodeElementOrIdentity(fromHex(hex, 32))).toThrow('not a canonical encoding');
    },
  );

  test('element derivation', () => {
    for (const { uniform, element } of vectors.derivation) {
      expect(toHex(encodeElement(deriveElement(fromHex(uniform, 64))))).toBe(element);
    }
  });
});

describe('strictness', () => {
  test('the identity is no key, no ciphertext part, no commitment', () => {
    expect(() => decodeElement(new Uint8Array(32))).toThrow('identity');
    expect(decodeElementOrIdentity(new Uint8Array(32)).is0()).toBe(true);
  });

  test('a scalar below q has one encoding, and q and above have none', () => {
    const bytes = encodeScalar(q - 1n);
    expect(decodeScalar(bytes)).toBe(q - 1n);
    bytes[0]! += 1; // q itself
    expect(() => decodeScalar(bytes)).toThrow('not reduced');
    expect(() => decodeScalar(new Uint8Array(32).fill(255))).toThrow('not reduced');
    expect(() => decodeScalar(new Uint8Array(31))).toThrow('32 bytes');
  });
});

describe('group laws', () => {
  test('scalars act on elements', () => {
    fc.assert(
      fc.property(anyScalar, anyScalar, (a, b) => {
        const [A, B] = [multiply(G, a), multiply(G, b)];
        expect(multiply(G, add(a, b)).equals(A.add(B))).toBe(true);
        expect(multiply(B, a).equals(multiply(G, times(a, b)))).toBe(true);
        expect(A.add(B).equals(B.add(A))).toBe(true);
        expect(A.subtract(A).equals(identity)).toBe(true);
      }),
      fewRuns,
    );
  });

  test('secret, split and public multiplication agree', () => {
    fc.assert(
      fc.property(anyScalar, anyScalar, (a, b) => {
        const P = multiply(G, b);
        expect(multiplySplit(P, a).equals(multiply(P, a))).toBe(true);
        expect(multiplyPublic(P, a).equals(multiply(P, a))).toBe(true);
      }),
      fewRuns,
    );
    expect(multiply(G, 0n).is0()).toBe(true);
    expect(multiplySplit(identity, 5n).is0()).toBe(true);
  });

  test('encoding inverts decoding', () => {
    fc.assert(
      fc.property(anyScalar, (a) => {
        const bytes = encodeElement(multiply(G, a));
        expect(encodeElement(decodeElementOrIdentity(bytes))).toEqual(bytes);
        expect(decodeScalar(encodeScalar(a))).toBe(a);
      }),
      fewRuns,
    );
  });
});
