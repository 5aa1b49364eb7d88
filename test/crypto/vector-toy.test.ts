import { describe, expect, test } from 'vitest';

// The ballot's proof (spec §7.3) in a toy: a small prime q, logarithms that everybody knows, and B and A replaced by
// their coefficients over H, H_i, H'_i, so that no relation between these helps a cheat. A cheat's commitments are
// enumerated; E_1, E_2, R are chosen after y at their best for the cheat. Then the share of challenges (y, c) that a
// false statement survives is counted and compared with the theorem.

/** Number of (y, c) of q² that the theorem grants a false statement: q² κ, κ = 1 - (1 - (n-1)/q)(1 - 2/q). */
const bound = (q: number, n: number): number => q * q - (q - n + 1) * (q - 2);

const mod = (value: number, q: number): number => ((value % q) + q) % q;

/** Returns all vectors of length n over 0 … q - 1. */
function vectors(q: number, n: number): number[][] {
  return n === 0
    ? [[]]
    : vectors(q, n - 1).flatMap((head) => Array.from({ length: q }, (_, last) => [...head, last]));
}

/** Number of set bits. */
function size(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

/**
 * Returns, for a bit b with mask a, the sets of challenges c at which (P) holds for it, as bit masks: one for each
 * (alpha, beta), the coefficients of H'_i in B and A; subsets of others left out, which serve a cheat less.
 */
function challengesOfBit(q: number, b: number, a: number): number[] {
  const sets = new Set<number>();
  for (let alpha = 0; alpha < q; alpha++)
    for (let beta = 0; beta < q; beta++) {
      let set = 0;
      for (let c = 0; c < q; c++) {
        const f = b * c + a;
        if (mod(f * (c - f) - alpha * c - beta, q) === 0) set |= 1 << c;
      }
      sets.add(set);
    }
  return [...sets].filter((set) => ![...sets].some((other) => other !== set && (other & set) === set));
}

/** Returns the most challenges at which (P) and the relation "the sum is 1" can hold for bits b, over all a, alpha, beta. */
function mostChallenges(
  q: number,
  b: readonly number[],
  table: readonly (readonly (readonly number[])[])[],
): number {
  const sumOfBits = b.reduce((s, own) => s + own, 0);
  let most = 0;
  for (const a of vectors(q, b.length)) {
    const sumOfMasks = a.reduce((s, own) => s + own, 0);
    // The lead's response is derived: c minus the others. It is b c + a of the lead where the relation holds at c.
    let relation = 0;
    for (let c = 0; c < q; c++) if (mod(sumOfBits * c + sumOfMasks - c, q) === 0) relation |= 1 << c;
    let sets = [relation];
    for (const [i, own] of b.entries())
      sets = [...new Set(sets.flatMap((set) => table[own]![a[i]!]!.map((other) => set & other)))];
    for (const set of sets) most = Math.max(most, size(set));
  }
  return most;
}

/** Number of y at which the sum of y^i (b_i - v_i) vanishes. */
function roots(q: number, difference: readonly number[]): number {
  let count = 0;
  for (let y = 0; y < q; y++)
    if (
      mod(
        difference.reduceRight((total, d) => total * y + d, 0),
        q,
      ) === 0
    )
      count += 1;
  return count;
}

describe('every commitment, every false plaintext', () => {
  test.each([
    [5, 2, 10],
    [7, 2, 14],
    [11, 2, 22],
    [5, 3, 13],
  ])('q = %i, n = %i: %i pairs (y, c) at most', (q, n, expected) => {
    const table = Array.from({ length: q }, (_, b) =>
      Array.from({ length: q }, (__, a) => challengesOfBit(q, b, a)),
    );
    let worst = 0;
    const plaintexts = vectors(q, n);
    const isTrue = (v: readonly number[]): boolean =>
      v.every((own) => own <= 1) && v.reduce((s, own) => s + own, 0) === 1;
    for (const b of plaintexts) {
      const most = mostChallenges(q, b, table);
      for (const v of plaintexts) {
        if (isTrue(v)) continue;
        // Where the weighted difference vanishes E_2 fits at every c, elsewhere at one.
        const all = roots(
          q,
          b.map((own, i) => own - v[i]!),
        );
        worst = Math.max(worst, all * most + (q - all) * Math.min(1, most));
      }
    }
    expect(worst).toBe(expected);
    expect(worst).toBeLessThanOrEqual(bound(q, n));
    expect(worst).toBeLessThanOrEqual((n + 1) * q);
  });
});

/** Toy with two options of which one is chosen, over logarithms that are all known: elements are numbers modulo q. */
const Q = 5;
const toy = {
  k: 2,
  x: 3,
  H: 3,
  bits: [
    [2, 4],
    [1, 3],
  ],
} as const;

interface Transcript {
  readonly B: number;
  readonly A: number;
  readonly E1: number;
  readonly E2: number;
  readonly R: number;
  readonly f: number;
  readonly t: number;
  readonly s: number;
  readonly z: number;
}

/** Returns the left side of (P) for responses (c - f, f), as the first option leads. */
function leftOfP(c: number, s: number, f: number): number {
  const responses = [c - f, f];
  return responses.reduce(
    (total, own, i) => total + own * toy.bits[i]![0] + own * (c - own) * toy.bits[i]![1],
    s * toy.H,
  );
}

describe('zero knowledge', () => {
  test.each([0, 1])(
    'prover and simulator have the same transcripts for every (y, c), option %i',
    (chosen) => {
      const b = [0, 1].map((i) => Number(i === chosen));
      const r = [1, 4];
      const data = r.map((own, i) => own * toy.k + b[i]!);
      const draws = vectors(Q, 5);
      for (let y = 0; y < Q; y++)
        for (let c = 0; c < Q; c++) {
          const proved = draws.map(([mask, rho, sigma, e, w]) => {
            const a = [-mask!, mask!];
            const part = (i: number): number =>
              b[i]! * toy.bits[i]![0] + a[i]! * (1 - 2 * b[i]!) * toy.bits[i]![1];
            return print({
              B: rho! * toy.H + part(0) + part(1),
              A: a.reduce(
                (s, own, i) => s + own * toy.bits[i]![0] - own * own * toy.bits[i]![1],
                sigma! * toy.H,
              ),
              E1: e!,
              E2: e! * toy.k + a[0]! + y * a[1]!,
              R: w!,
              f: b[1]! * c + a[1]!,
              t: c * (r[0]! + y * r[1]!) + e!,
              s: rho! * c + sigma!,
              z: w! + c * toy.x,
            });
          });
          const simulated = draws.map(([f, s, t, z, B]) =>
            print({
              f: f!,
              s: s!,
              t: t!,
              z: z!,
              B: B!,
              A: leftOfP(c, s!, f!) - c * B!,
              E1: t! - c * (r[0]! + y * r[1]!),
              E2: t! * toy.k + (c - f!) + y * f! - c * (data[0]! + y * data[1]!),
              R: z! - c * toy.x,
            }),
          );
          expect(proved.toSorted()).toEqual(simulated.toSorted());
        }
    },
  );
});

const print = (transcript: Transcript): string =>
  Object.entries(transcript)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}${mod(value, Q)}`)
    .join(' ');

test('who knows the generators’ logarithms passes 2 with -1: this is what is given up', () => {
  const [b, a] = [
    [2, -1],
    [-1, 1],
  ];
  for (let y = 0; y < Q; y++)
    for (let c = 0; c < Q; c++)
      for (const [B, A] of vectors(Q, 2) as [number, number][]) {
        const f = b[1]! * c + a[1]!;
        // s makes up for any B and A.
        const s = mod((c * B + A - leftOfP(c, 0, f)) * 2, Q); // 2 is 1/H
        expect(mod(leftOfP(c, s, f) - c * B - A, Q)).toBe(0);
        // (L2) holds with the honest E_2, since the responses are those of the bits in the ciphertexts.
        const difference = mod(c - f + y * f - c * (b[0]! + y * b[1]!) - (a[0]! + y * a[1]!), Q);
        expect(difference).toBe(0);
      }
});

test('any n different y give all plaintexts: the matrix of their powers can be inverted', () => {
  const [q, n] = [7, 3];
  const choose = vectors(q, n).filter((ys) => new Set(ys).size === n);
  for (const ys of choose) {
    const determinant = ys
      .flatMap((y, i) => ys.slice(i + 1).map((other) => other - y))
      .reduce((p, d) => p * d, 1);
    expect(mod(determinant, q)).not.toBe(0);
  }
});
