import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { u8, utf8 } from '#crypto/bytes.ts';
import { addCiphertexts, encrypt, weigh } from '#crypto/elgamal.ts';
import { G, encodeElement, multiply, randomScalar, scalarOf, type Element } from '#crypto/group.ts';
import { checkEquality, encodeEquality, proveEquality, readEquality } from '#crypto/proof/equality.ts';
import { checkKnowledge, encodeKnowledge, proveKnowledge, readKnowledge } from '#crypto/proof/schnorr.ts';
import type { Statement } from '#crypto/transcript.ts';
import { decoded, Reader } from '#crypto/wire.ts';

const statementOf = (...elements: Element[]): Statement => ({
  label: 'test/v1',
  parts: elements.map(encodeElement),
});

/**
 * Flips single bits of an accepted encoding, a sample of all, and expects that each change is refused by the reader or
 * by the check.
 */
function expectEveryFlipRefused(bytes: Uint8Array, accepts: (bytes: Uint8Array) => boolean): void {
  expect(accepts(bytes)).toBe(true);
  fc.assert(
    fc.property(fc.nat({ max: bytes.length * 8 - 1 }), (bit) => {
      const changed = Uint8Array.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      let accepted = false;
      try {
        accepted = accepts(changed);
      } catch (error) {
        expect((error as Error).message).toMatch(/element|scalar/);
      }
      expect(accepted).toBe(false);
    }),
    { numRuns: 60 },
  );
}

describe('knowledge (spec §3.1)', () => {
  const x = randomScalar();
  const X = multiply(G, x);

  test('holds, and no flipped bit does', () => {
    const bytes = encodeKnowledge(proveKnowledge(x, statementOf(X)));
    expectEveryFlipRefused(bytes, (b) =>
      checkKnowledge(X, readKnowledge(new Reader(b), decoded), statementOf(X)),
    );
  });

  test('is bound to key, label and every part', () => {
    const proof = proveKnowledge(x, statementOf(X));
    const Y = multiply(G, randomScalar());
    expect(checkKnowledge(Y, proof, statementOf(X))).toBe(false);
    expect(checkKnowledge(X, proof, statementOf(X, Y))).toBe(false);
    expect(checkKnowledge(X, proof, { label: 'other/v1', parts: statementOf(X).parts })).toBe(false);
  });

  test('nonces differ for the same secret and statement', () => {
    const [a, b] = [proveKnowledge(x, statementOf(X)), proveKnowledge(x, statementOf(X))];
    expect(a.R.equals(b.R)).toBe(false);
  });
});

describe('equality (spec §3.2)', () => {
  const x = randomScalar();
  const [X, P] = [multiply(G, x), multiply(G, randomScalar())];
  const D = multiply(P, x);
  const statement = statementOf(X, P, D);

  test('holds, and no flipped bit does', () => {
    const bytes = encodeEquality(proveEquality(x, P, statement));
    expectEveryFlipRefused(bytes, (b) => checkEquality(X, P, D, readEquality(new Reader(b)), statement));
  });

  test('is refused for another point', () => {
    const proof = proveEquality(x, P, statement);
    expect(checkEquality(X, P, D.add(G), proof, statement)).toBe(false);
    expect(checkEquality(X, P.add(G), D, proof, statement)).toBe(false);
  });

  test('may speak of the identity: an aggregate whose randomness cancels', () => {
    const zero = G.subtract(G);
    const about = statementOf(X, zero, zero);
    const bytes = encodeEquality(proveEquality(x, zero, about));
    expect(checkEquality(X, zero, zero, readEquality(new Reader(bytes)), about)).toBe(true);
  });
});

describe('ElGamal (spec §3.4)', () => {
  test('sums and weights of ciphertexts are those of values', () => {
    const x = randomScalar();
    const key = multiply(G, x);
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 9 }), (a, b, weight) => {
        const total = addCiphertexts(
          encrypt(key, a, randomScalar()),
          weigh(encrypt(key, b, randomScalar()), weight),
        );
        const opened = total.data.subtract(multiply(total.pad, x));
        expect(opened.equals(multiply(G, scalarOf(a + weight * b)))).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});

test('a frame cannot be read in two ways', async () => {
  const { frame } = await import('#crypto/transcript.ts');
  const frames = [
    frame('a', utf8('bc')),
    frame('ab', utf8('c')),
    frame('a', utf8('b'), utf8('c')),
    frame('a', utf8('bc'), utf8('')),
    frame('a', u8(0), utf8('bc')),
  ].map((bytes) => bytes.join());
  expect(new Set(frames).size).toBe(frames.length);
});
