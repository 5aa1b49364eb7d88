import { describe, expect, test } from 'vitest';
import type { VectorLayout } from '#crypto/arithmetic/bit-vector.ts';
import { concat } from '#crypto/bytes.ts';
import { bitLayout, bitsOf, slackCoefficients } from '#crypto/manifest/bits.ts';
import {
  drawMasks,
  encodeVector,
  findVectorFault,
  proveVector,
  readVector,
  type BallotStatement,
  type VectorProof,
} from '#crypto/ballot/vector-proof.ts';
import { encrypt } from '#crypto/elgamal.ts';
import {
  encodeElement,
  G,
  identity,
  multiply,
  q,
  randomScalar,
  type Element,
  type Scalar,
} from '#crypto/group.ts';
import type { Contest, Group } from '#crypto/manifest/contest.ts';
import { randomBytes } from '#crypto/random.ts';
import { decoded, Reader } from '#crypto/wire.ts';

// The ballot's proof of spec §7.3 to §7.5, one equation at a time, and all ways to cheat that its review names.

/** Returns a contest with groups of so many options, each with limits, and specials. */
function contestWith(
  groups: readonly (readonly [options: number, min: number, max: number])[],
  specials = 0,
): Contest {
  const owners = groups.flatMap(([options], g) => Array<number>(options).fill(g));
  const options = [...owners, ...Array<number>(specials).fill(-1)].map((_, i) => ({
    id: `o${i}`,
    parties: [],
  }));
  return {
    position: 0,
    id: 'c',
    options,
    parties: [],
    groups: groups.map(([, min, max], g): Group => ({
      min,
      max,
      weights: [...owners.map((owner) => (owner === g ? 1 : 0)), ...Array<number>(specials).fill(max)],
    })),
  };
}

const key = multiply(G, randomScalar());
const x = randomScalar();
const credential = multiply(G, x);
const electionId = randomBytes(32);

interface Made {
  readonly layout: VectorLayout;
  readonly statement: BallotStatement;
  readonly elements: readonly Element[];
  readonly proof: VectorProof;
  readonly randomness: readonly Scalar[];
}

function make(layout: VectorLayout, bits: readonly number[], values: readonly number[] = bits): Made {
  const randomness = Array.from({ length: layout.n }, () => randomScalar());
  const elements = randomness.flatMap((r, i) => {
    const { pad, data } = encrypt(key, values[i]!, r);
    return [pad, data];
  });
  const statement: BallotStatement = {
    electionId,
    key: encodeElement(key),
    credential: encodeElement(credential),
    style: 0,
    unit: 3,
    ciphertexts: concat(...elements.map(encodeElement)),
  };
  const proof = proveVector(
    layout,
    statement,
    key,
    { bits, randomness, x },
    drawMasks(layout, { electionId, style: 0, x }),
  );
  return { layout, statement, elements, proof, randomness };
}

const faultOf = ({ layout, statement, elements, proof }: Made) =>
  findVectorFault(layout, statement, key, credential, elements, proof);

describe('slack bits', () => {
  test.each([
    [0, []],
    [1, [1]],
    [4, [1, 2, 1]],
    [5, [1, 2, 2]],
    [200, [1, 2, 4, 8, 16, 32, 64, 73]],
  ])('of %i', (slack, coefficients) => {
    expect(slackCoefficients(slack)).toEqual(coefficients);
  });

  test('have every sum from 0 to the slack, and no other', () => {
    for (let slack = 0; slack <= 40; slack++) {
      const sums = slackCoefficients(slack).reduce(
        (found, coefficient) => new Set([...found, ...[...found].map((own) => own + coefficient)]),
        new Set([0]),
      );
      expect([...sums].toSorted((a, b) => a - b)).toEqual(Array.from({ length: slack + 1 }, (_, i) => i));
    }
  });
});

const STYLES: readonly (readonly [name: string, contests: readonly Contest[]])[] = [
  ['three, one', [contestWith([[3, 1, 1]])]],
  ['ten, one and a special', [contestWith([[10, 1, 1]], 1)]],
  ['ten, up to five', [contestWith([[10, 0, 5]])]],
  [
    'two groups with specials',
    [
      contestWith(
        [
          [4, 1, 2],
          [5, 0, 3],
        ].map((own) => own as [number, number, number]),
        2,
      ),
    ],
  ],
  ['two contests', [contestWith([[3, 1, 1]], 1), contestWith([[6, 1, 4]])]],
];

describe.each(STYLES)('%s', (_, contests) => {
  const layout = bitLayout(contests);

  test('every relation has its lead in no other', () => {
    for (const { lead } of layout.relations) {
      const inOthers = layout.relations.filter(({ terms }) => terms.some(({ bit }) => bit === lead));
      expect(inOthers).toEqual([]);
    }
    expect(layout.free).toHaveLength(layout.m - layout.relations.length);
  });

  test('slack exists for exactly the choices within the limits', () => {
    const random = (): number[] => Array.from({ length: layout.n }, () => Math.floor(Math.random() * 2));
    for (let i = 0; i < 200; i++) {
      const choices = random();
      let at = 0;
      const isWithin = contests.every(({ options, groups }) => {
        const own = choices.slice(at, at + options.length);
        at += options.length;
        return groups.every(({ min, max, weights }) => {
          const total = weights.reduce((s, weight, j) => s + weight * own[j]!, 0);
          return total >= min && total <= max;
        });
      });
      if (isWithin) expect(() => bitsOf(layout, choices)).not.toThrow();
      else expect(() => bitsOf(layout, choices)).toThrow();
    }
  });
});

const layout = bitLayout([contestWith([[3, 1, 1]], 1), contestWith([[5, 0, 3]])]);
const honest = bitsOf(layout, [0, 1, 0, 0, 1, 0, 1, 0, 0]);

describe('an honest ballot', () => {
  const made = make(layout, honest);

  test('is valid, and has the length of §7.2', () => {
    expect(faultOf(made)).toBeUndefined();
    const bytes = encodeVector(made.proof);
    expect(bytes).toHaveLength(32 * (5 + layout.m - layout.relations.length + 3));
    const reader = new Reader(bytes);
    expect(encodeVector(readVector(reader, layout, decoded))).toEqual(bytes);
    reader.end();
  });

  test('is valid for no other public input', () => {
    const { statement } = made;
    for (const other of [
      { electionId: randomBytes(32) },
      { key: encodeElement(G) },
      { credential: encodeElement(G) },
      { style: 1 },
      { unit: 4 },
      { ciphertexts: statement.ciphertexts.subarray(32) },
    ])
      expect(faultOf({ ...made, statement: { ...statement, ...other } })).toBe('vector-proof');
  });

  test('is refused with any element or scalar changed', () => {
    const { proof } = made;
    for (const name of ['B', 'A', 'E1', 'E2', 'R'] as const)
      for (const point of [identity, proof[name].add(G)])
        expect(faultOf({ ...made, proof: { ...proof, [name]: point } }), name).toBeDefined();
    for (const name of ['t', 's', 'z'] as const)
      expect(faultOf({ ...made, proof: { ...proof, [name]: (proof[name] + 1n) % q } }), name).toBe(
        name === 'z' ? 'signature' : 'vector-proof',
      );
    for (const i of proof.f.keys())
      expect(faultOf({ ...made, proof: { ...proof, f: proof.f.with(i, (proof.f[i]! + 1n) % q) } })).toBe(
        'vector-proof',
      );
  });
});

describe('a cheat is refused:', () => {
  /** Bits of which one is not 0 or 1, while each relation's sum is right. */
  const wrong = honest.with(4, 2).with(5, -1);

  test.each([
    ['2 and -1 in bits and ciphertexts', wrong, wrong],
    ['2 in the ciphertext, 1 in the bits', honest, honest.with(1, 2)],
    ['another option in the ciphertexts', honest, honest.with(1, 0).with(0, 1)],
    ['nothing in the ciphertexts', honest, honest.with(1, 0)],
    ['one too many', honest.with(0, 1), honest.with(0, 1)],
    ['a special and an option', honest.with(3, 1), honest.with(3, 1)],
    ['a slack that is no bit', honest.with(4, 0).with(layout.n, honest[layout.n]! + 1), honest.with(4, 0)],
  ])('%s', (_, bits, values) => {
    expect(faultOf(makeWith(bits, values))).toBe('vector-proof');
  });
});

/** Makes a proof as the honest prover does, for bits of any value. */
function makeWith(bits: readonly number[], values: readonly number[]): Made {
  const masks = drawMasks(layout, { electionId, style: 0, x });
  // The part of B for a value v: v H_i + (1 - 2 v) a_i H'_i, in which 0 and 1 are the usual parts.
  const parts = masks.parts.map(([zero, one], i) => {
    const v = BigInt(bits[i]!);
    const step = one.subtract(zero);
    const part = v >= 0n ? zero.add(multiply(step, v)) : zero.subtract(multiply(step, -v));
    return [part, part] as const;
  });
  const randomness = Array.from({ length: layout.n }, () => randomScalar());
  const elements = randomness.flatMap((r, i) => {
    const { pad, data } = encrypt(key, 0, r);
    const v = values[i]!;
    return [pad, v >= 0 ? data.add(multiply(G, BigInt(v))) : data.subtract(multiply(G, BigInt(-v)))];
  });
  const statement: BallotStatement = {
    electionId,
    key: encodeElement(key),
    credential: encodeElement(credential),
    style: 0,
    unit: 3,
    ciphertexts: concat(...elements.map(encodeElement)),
  };
  const indexed = bits.map((v) => (v === 0 ? 0 : 1));
  const proof = proveVector(layout, statement, key, { bits: indexed, randomness, x }, { ...masks, parts });
  // Responses of the bits' true values.
  const c = (proof.s - masks.sigma + q) * inverse(masks.rho);
  const f = layout.free.map((i) => mod(BigInt(bits[i]!) * mod(c) + masks.a[i]!));
  return { layout, statement, elements, proof: { ...proof, f }, randomness };
}

const mod = (value: bigint): bigint => ((value % q) + q) % q;
function inverse(value: bigint): bigint {
  let [result, base, power] = [1n, mod(value), q - 2n];
  for (; power > 0n; power >>= 1n) {
    if (power & 1n) result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}
