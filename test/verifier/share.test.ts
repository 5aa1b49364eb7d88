/** Proof of a decryption share (spec §9.5). */
import { describe, expect, test } from 'vitest';
import { arithmeticNames, makeArithmetic } from '../../verifier/crypto/arithmetic/make.ts';
import { concat, ParseFailure, tryParse, u32, u8 } from '../../verifier/crypto/bytes.ts';
import { combine, decodeScalar, type NobleElement, G, identity, mod } from '../../verifier/crypto/group.ts';
import { challenge, concatElements, longHash } from '../../verifier/crypto/transcript.ts';
import { multiplesOf, shareHolds, shareLength } from '../../verifier/election/tally/share.ts';
import type { TallyCells } from '../../verifier/election/tally/tally.ts';
import { opened } from './support/judge.ts';
import { proveEquality, randomScalar } from './support/prover.ts';

const { election } = opened();
const [x, tally] = [randomScalar(), new Uint8Array(32).fill(7)];
const X = G.times(x);

/** Makes a tally of two cells of the first contest, one of them empty, and one of the second. */
function tallyOf(pads: readonly NobleElement[]): TallyCells {
  const sums = concat(...pads.flatMap((pad) => [pad.bytes, G.bytes]));
  const cell = (part: number, from: number, to: number): TallyCells[number][number] => ({
    parts: [part],
    count: to - from,
    sums: sums.subarray(64 * from, 64 * to),
  });
  return [[cell(0, 0, 6), cell(1, 6, 6)], [cell(0, 6, 12)]];
}

/** Makes a share of trustee 3. `change` spoils the multiples before the proof is made. */
function share(
  pads: readonly NobleElement[],
  change: (D: NobleElement, j: number) => NobleElement = (D) => D,
  secret = x,
): Uint8Array {
  const multiples = pads.map((pad, j) => change(pad.times(x), j));
  const bound = [election.id, tally, u8(3), X.bytes];
  const h = longHash('decryption-weights/v2', ...bound, concatElements(multiples));
  const P = combine(
    pads.map((pad, j) => [pad, decodeScalar(challenge('decryption-weight/v2', h, u32(j)))] as const),
  );
  const { A, B, z } = proveEquality(secret, P, (own, other) =>
    challenge('decryption-share/v2', ...bound, h, own.bytes, other.bytes),
  );
  return concat(concatElements(multiples), A.bytes, B.bytes, z);
}

/** Judges a share of a trustee in both arithmetics, which agree. */
function verdict(blob: Uint8Array, pads: readonly NobleElement[], trustee = 3): boolean | string {
  const cells = tallyOf(pads);
  const answers = arithmeticNames.map((name) => {
    const holds = tryParse(() =>
      shareHolds(blob, { election, tally, cells, trustee, X }, makeArithmetic(name)),
    );
    return holds instanceof ParseFailure ? holds.message : holds;
  });
  expect(answers[0]).toBe(answers[1]);
  return answers[0]!;
}

const pads = Array.from({ length: 12 }, () => G.times(randomScalar()));

test('a good share, and its parts', () => {
  const blob = share(pads);
  expect(blob.length).toBe(shareLength(tallyOf(pads)));
  expect(multiplesOf(blob)).toEqual(concatElements(pads.map((pad) => pad.times(x))));
  expect(verdict(blob, pads)).toBe(true);
});

test('there is no share of a tally without sums', () => {
  const empty = { parts: [0], count: 0, sums: new Uint8Array() };
  expect(shareLength([[empty, empty], []])).toBeUndefined();
});

test('pads that are the identity, some or all', () => {
  const some = pads.with(0, identity).with(7, identity);
  expect(verdict(share(some), some)).toBe(true);
  const all = pads.map(() => identity);
  expect(verdict(share(all), all)).toBe(true);
  const one = (D: NobleElement, j: number): NobleElement => (j === 4 ? G : D);
  expect(verdict(share(all, one), all)).toBe(false);
});

describe('a wrong share', () => {
  test('each multiple alone', () => {
    for (const wrong of pads.keys())
      expect(
        verdict(
          share(pads, (D, j) => (j === wrong ? D.plus(G) : D)),
          pads,
        ),
      ).toBe(false);
  });

  test('multiples whose errors cancel, or that were exchanged', () => {
    const cancelling = (D: NobleElement, j: number): NobleElement =>
      j === 0 ? D.plus(G) : j === 1 ? D.minus(G) : D;
    expect(verdict(share(pads, cancelling), pads)).toBe(false);
    const exchanged = (D: NobleElement, j: number): NobleElement => (j < 2 ? pads[1 - j]!.times(x) : D);
    expect(verdict(share(pads, exchanged), pads)).toBe(false);
  });

  test('another secret, another trustee, other pads', () => {
    expect(verdict(share(pads, undefined, mod(x + 1n)), pads)).toBe(false);
    expect(verdict(share(pads), pads, 2)).toBe(false);
    expect(verdict(share(pads), pads.with(3, G))).toBe(false);
  });

  test('A, B and z', () => {
    const blob = share(pads);
    const other = share(pads);
    for (const i of [0, 1, 2]) {
      const at = blob.length - 96 + 32 * i;
      const changed = blob.slice();
      changed.set(other.subarray(at, at + 32), at);
      expect(verdict(changed, pads)).toBe(false);
    }
  });

  test('what is no element or no scalar is form', () => {
    const blob = share(pads);
    const at = blob.length - 96;
    expect(verdict(blob.slice().fill(0, at, at + 32), pads)).toContain('identity');
    for (const from of [0, at, at + 32])
      expect(verdict(blob.slice().fill(0xff, from, from + 32), pads)).toContain('element');
    expect(verdict(blob.slice().fill(0xff, at + 64), pads)).toBeTypeOf('string');
  });
});
