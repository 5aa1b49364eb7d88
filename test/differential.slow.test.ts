/**
 * Tests that the verifier, which implements the specification separately, agrees with the vectors that crypto made: it
 * computes the same bytes and accepts the same messages.
 */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frame as cryptoFrame } from '#crypto/transcript.ts';
import { encodeHuman } from '#crypto/human-code.ts';
import { mergeCells as cryptoCells } from '#crypto/tally/cells.ts';
import { fromHex as bytesOf, toHex } from '../verifier/crypto/bytes.ts';
import { printCode } from '../verifier/crypto/codes.ts';
import { mergeCells } from '../verifier/election/tally/cells.ts';
import { challenge, derivedPoint, frame, hash } from '../verifier/crypto/transcript.ts';

const vectors = JSON.parse(readFileSync(new URL('./vectors/messages.json', import.meta.url), 'utf8')) as {
  primitives: {
    label: string;
    parts: string[];
    frame: string;
    hash: string;
    scalar: string;
    point: string;
    codes: { bytes: string; characters: number; code: string }[];
  };
};
const fromHex = (hex: string): Uint8Array => bytesOf(hex, hex.length / 2);

describe('vectors', () => {
  const { primitives: v } = vectors;
  const parts = v.parts.map(fromHex);

  test('framing, hash, challenge, point', () => {
    expect(toHex(frame(v.label, parts))).toBe(v.frame);
    expect(toHex(hash(v.label, ...parts))).toBe(v.hash);
    expect(toHex(challenge(v.label, ...parts))).toBe(v.scalar);
    expect(toHex(derivedPoint(v.label, ...parts).bytes)).toBe(v.point);
  });

  test('codes for people', () => {
    for (const { bytes, characters, code: expected } of v.codes)
      expect(printCode(fromHex(bytes), characters)).toBe(expected);
  });
});

describe('any input', () => {
  test('frames', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 9 }),
        fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 4 }),
        (label, parts) => {
          const ascii = label.replaceAll(/[^ -~]/g, '?');
          expect(frame(ascii, parts)).toEqual(cryptoFrame(ascii, ...parts));
        },
      ),
    );
  });

  test('codes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.integer({ min: 1, max: 25 }),
        (bytes, n) => {
          expect(printCode(bytes, n)).toBe(encodeHuman(bytes, n));
        },
      ),
    );
  });

  test('cells', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 20 }),
        fc.nat(30),
        fc.boolean(),
        (counts, small, byModality) => {
          const own = cryptoCells(new Map(counts.entries()), small, byModality);
          const theirs = mergeCells(
            counts.map((count, part) => ({ parts: [part], count })),
            small,
            byModality,
          );
          expect(theirs.map(({ parts, count }) => ({ parts, ballots: count }))).toEqual(own);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
