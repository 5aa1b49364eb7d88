/**
 * Comparison of the kernel with @noble/curves: known answers, edge cases, and many random inputs (differential tests).
 */
import { readFileSync } from 'node:fs';
import { sha512 } from '@noble/hashes/sha2.js';
import { ristretto255 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Kernel, packPoints, type Point, unpackPoints, windowWidth } from '#crypto/arithmetic/kernel.ts';
import { concat, fromHex } from '#crypto/bytes.ts';
import {
  encodeElement,
  encodeScalar,
  G,
  identity,
  multiplyPublic,
  negate,
  q,
  randomScalar,
  reduce,
  scalarOf,
  sum,
  times,
  type Element,
  type Scalar,
} from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';

const { Point: Reference } = ristretto255;
const vectors = JSON.parse(readFileSync(new URL('../vectors/rfc9496.json', import.meta.url), 'utf8')) as {
  multiples: string[];
  invalid: Record<string, string[]>;
};
const kernel = new Kernel();
const P = 2n ** 255n - 19n;

const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
const decode = (...elements: readonly Element[]): Point[] =>
  kernel.decode(elements.map(encodeElement)).points;
const isElement = (encoding: Uint8Array): boolean => {
  try {
    Reference.fromBytes(encoding);
    return true;
  } catch {
    return false;
  }
};

test('offers no multiple of an element by a scalar: what a secret would be used for', () => {
  const methods = Object.getOwnPropertyNames(Kernel.prototype).toSorted();
  expect(methods).toEqual(
    [
      'constructor',
      'decode',
      'encode',
      'hashToScalars',
      'isIdentity',
      'negate',
      'sums',
      'vanishes',
    ].toSorted(),
  );
});

describe('decoding and encoding', () => {
  test('RFC 9496: multiples of the generator, there and back', () => {
    const encodings = vectors.multiples.map((hex) => fromHex(hex, 32));
    const { points, valid } = kernel.decode(encodings);
    expect([...valid]).toEqual(encodings.map(() => 1));
    expect(kernel.encode(points)).toEqual(encodings);
  });

  test.each(Object.entries(vectors.invalid))('RFC 9496: refuses %s', (_, list) => {
    const { valid } = kernel.decode(list.map((hex) => fromHex(hex, 32)));
    expect([...valid]).toEqual(list.map(() => 0));
  });

  test('edges: small values, values about p, 2^255 and 2^256', () => {
    const edges = [0n, P, 2n ** 255n, 2n ** 256n, P - 1n, (P - 1n) / 2n, 2n ** 252n].flatMap((edge) =>
      Array.from({ length: 80 }, (__, i) => edge + BigInt(i - 40)).filter((n) => n >= 0n && n < 2n ** 256n),
    );
    expectSame(edges.map(littleEndian));
  });

  // Half of all even values below p encode an element. Half of the inputs are such values, the others arbitrary bytes.
  test('20,000 random encodings: the same answer, and the same points', () => {
    for (let batch = 0; batch < 20; batch += 1) {
      const bytes = randomBytes(32_000);
      const encodings = Array.from({ length: 1000 }, (_, i) => bytes.subarray(32 * i, 32 * (i + 1)));
      for (const encoding of encodings.filter((__, i) => i % 8 !== 0)) {
        encoding[31]! &= 127;
        encoding[0]! &= 254;
      }
      expectSame(encodings);
    }
  });

  test('any number at once, and one alone', () => {
    for (let count = 0; count < 10; count += 1) {
      const elements = Array.from({ length: count }, () => multiplyPublic(G, randomScalar()));
      expect(kernel.encode(decode(...elements))).toEqual(elements.map(encodeElement));
    }
  });

  test('refuses what has no 32 bytes', () => {
    expect(() => kernel.decode([new Uint8Array(31)])).toThrow('32 bytes');
    expect(() => kernel.decode([new Uint8Array(33)])).toThrow('32 bytes');
  });

  function expectSame(encodings: readonly Uint8Array[]): void {
    const expected = encodings.map(isElement);
    const elements = encodings.filter((_, i) => expected[i]);
    const { points, valid } = kernel.decode(encodings);
    expect([...valid].map((one) => one === 1)).toEqual(expected);
    expect(kernel.encode(points.filter((_, i) => expected[i]))).toEqual(elements);
  }
});

describe('sums', () => {
  const element = fc.oneof(
    fc.constantFrom(identity, G, G.negate()),
    fc.bigInt({ min: 0n, max: q - 1n }).map((s) => multiplyPublic(G, s)),
  );

  test('of any elements, also the identity, the same one twice, and opposites', () => {
    fc.assert(
      fc.property(fc.array(fc.array(element, { maxLength: 9 }), { maxLength: 4 }), (lists) => {
        const sums = kernel.sums(lists.map((list) => decode(...list)));
        expect(kernel.encode(sums)).toEqual(lists.map((list) => encodeElement(sum(list))));
        expect(sums.map((point) => kernel.isIdentity(point))).toEqual(lists.map((list) => sum(list).is0()));
      }),
    );
  });

  test('negation', () => {
    fc.assert(
      fc.property(element, (one) => {
        const [point] = decode(one);
        expect(kernel.encode([kernel.negate(point!)])[0]).toEqual(encodeElement(one.negate()));
        expect(kernel.isIdentity(kernel.sums([[point!, kernel.negate(point!)]])[0]!)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('points travel to another thread as bytes', () => {
    const elements = [G, identity, multiplyPublic(G, 12345n)];
    expect(kernel.encode(unpackPoints(packPoints(decode(...elements))))).toEqual(elements.map(encodeElement));
    expect(new Kernel().encode(unpackPoints(packPoints(decode(...elements))))).toEqual(
      elements.map(encodeElement),
    );
  });
});

test('hashes to scalars as SHA-512 does, reduced modulo q', () => {
  const messages = Array.from({ length: 400 }, (_, length) => randomBytes(length));
  const expected = messages.map((message) => encodeScalar(reduce(sha512(message))));
  expect(kernel.hashToScalars(messages)).toEqual(concat(...expected));
  expect(kernel.hashToScalars([])).toEqual(new Uint8Array());
});

describe('linear equations', () => {
  const weight = (value: bigint): Uint8Array => littleEndian(value).subarray(0, 16);
  const edgeScalars = [0n, 1n, 2n, q - 1n, q - 2n, (q - 1n) / 2n, (q + 1n) / 2n, 2n ** 252n, 2n ** 128n - 1n];

  /**
   * Returns whether the weighted sum of terms [element, equation, factor, scalar] is the identity, by the kernel
   * (`own`) and by @noble/curves (`reference`).
   */
  function vanishes(
    elements: readonly Element[],
    terms: readonly (readonly [number, number, number, Scalar])[],
    weights: readonly bigint[],
  ): { own: boolean; reference: boolean } {
    const reference = terms.reduce((total, [element, equation, factor, scalar]) => {
      const k = times(times(scalar, weights[equation]! % q), ((BigInt(factor) % q) + q) % q);
      return total.add(multiplyPublic(elements[element]!, k));
    }, identity);
    const own = kernel.vanishes(
      decode(...elements),
      {
        records: Int32Array.from(
          terms.flatMap(([element, equation, factor]) => [element, equation, 0, factor]),
        ),
        scalars: concat(...terms.map(([, , , scalar]) => encodeScalar(scalar))),
      },
      concat(...weights.map(weight)),
    );
    return { own, reference: reference.is0() };
  }

  const anyScalar = fc.oneof(fc.constantFrom(...edgeScalars), fc.bigInt({ min: 0n, max: q - 1n }));
  const anyWeight = fc.oneof(
    fc.constantFrom(0n, 1n, 2n ** 128n - 1n),
    fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
  );
  const anyFactor = fc.oneof(
    fc.constantFrom(-1, 0, 1, 2 ** 31 - 1, 1 - 2 ** 31),
    fc.integer({ min: -50, max: 50 }),
  );

  test('the same answer for right equations and for wrong ones, edges among them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyScalar, anyScalar, anyFactor, anyWeight), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        (rows, right) => {
          // Equation i: factor * s * (x G) - 1 * y * G = 0, with the y that solves it, or one more.
          const elements = [G, ...rows.map(([x]) => multiplyPublic(G, x))];
          const weights = rows.map(([, , , w]) => w);
          const terms = rows.flatMap(([x, s, factor], i): [number, number, number, Scalar][] => {
            const y = times(times(x, s), ((BigInt(factor) % q) + q) % q);
            return [
              [i + 1, i, factor, s],
              [0, i, -1, right ? y : (y + 1n) % q],
            ];
          });
          const { own, reference } = vanishes(elements, terms, weights);
          expect(own).toBe(reference);
          if (right) expect(own).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each([1, 2, 3, 31, 32, 33, 250, 1100])(
    '%d elements: every width of the windows, right and off by one',
    (count) => {
      const scalars = Array.from({ length: count }, (_, i) => edgeScalars[i] ?? randomScalar());
      const logarithms = Array.from({ length: count }, () => randomScalar());
      const elements = [...logarithms.map((x) => multiplyPublic(G, x)), G];
      const total = scalars.reduce((s, own, i) => (s + times(own, logarithms[i]!)) % q, 0n);
      const terms = scalars.map((s, i): [number, number, number, Scalar] => [i, 0, 1, s]);
      expect(vanishes(elements, [...terms, [count, 0, 1, negate(total)]], [1n]).own).toBe(true);
      expect(vanishes(elements, [...terms, [count, 0, 1, (negate(total) + 1n) % q]], [1n]).own).toBe(false);
    },
  );

  test('nothing vanishes; a memory that was used before leaves no trace', () => {
    expect(
      kernel.vanishes([], { records: new Int32Array(), scalars: new Uint8Array() }, new Uint8Array()),
    ).toBe(true);
    for (const count of [200, 3, 90, 1]) {
      const elements = Array.from({ length: count }, () => multiplyPublic(G, randomScalar()));
      const terms = elements.map((_, i): [number, number, number, Scalar] => [i, 0, 1, scalarOf(1)]);
      expect(vanishes(elements, terms, [1n]).own).toBe(false);
    }
  });

  test('refuses numbers that stand for nothing', () => {
    const points = decode(G);
    const scalars = encodeScalar(1n);
    const one = weight(1n);
    const call = (...record: number[]) =>
      kernel.vanishes(points, { records: Int32Array.from(record), scalars }, one);
    for (const record of [
      [1, 0, 0, 1],
      [-1, 0, 0, 1],
      [0, 1, 0, 1],
      [0, -1, 0, 1],
    ])
      expect(() => call(...record)).toThrow('no such');
    expect(() => call(0, 0, 0, 1, 0, 0, 0, 1)).toThrow('as many');
    expect(() => call(0, 0, 0, -(2 ** 31))).toThrow('out of range');
  });

  test('windows grow with the number of elements, up to 15 bits', () => {
    const widths = [1, 10, 100, 1000, 10_000, 100_000, 10_000_000].map(windowWidth);
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(widths[0]).toBeGreaterThanOrEqual(2);
    expect(widths.at(-1)).toBeLessThanOrEqual(15);
  });
});
