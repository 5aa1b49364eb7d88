/** The proofs: their bytes, and the equations that make them valid (spec §3). @module */
import type { Reader } from './bytes.ts';
import type { Equation } from './equations.ts';
import {
  type Decode,
  decodeElement,
  type Element,
  G,
  mod,
  readElement,
  readElementOrIdentity,
  readScalar,
  type Scalar,
} from './group.ts';

/** §3.1 */
export interface KeyProof {
  readonly R: Element;
  readonly z: Scalar;
}

/** §3.2 */
export interface EqualityProof {
  readonly A: Element;
  readonly B: Element;
  readonly z: Scalar;
}

/** §3.3 */
export interface Disjunction {
  readonly AB: readonly Element[];
  /** All challenges but the last. */
  readonly c: readonly Scalar[];
  readonly z: readonly Scalar[];
}

export interface Ciphertext {
  readonly pad: Element;
  readonly data: Element;
}

export function readKeyProof(r: Reader, decode: Decode = decodeElement): KeyProof {
  return { R: decode(r.take(32)), z: readScalar(r) };
}

export function readEqualityProof(r: Reader): EqualityProof {
  return { A: readElement(r), B: readElement(r), z: readScalar(r) };
}

/** As in decryption shares, where the pad of a sum, and so B, may be the identity (§9.5). */
export function readEqualityProofForSum(r: Reader): EqualityProof {
  return { A: readElement(r), B: readElementOrIdentity(r), z: readScalar(r) };
}

export function readDisjunction(r: Reader, values: number, decode: Decode): Disjunction {
  return {
    AB: times(2 * values, () => decode(r.take(32))),
    c: times(values - 1, () => readScalar(r)),
    z: times(values, () => readScalar(r)),
  };
}

export function disjunctionLength(values: number): number {
  return 96 * values + 32 * (values - 1);
}

export function readCiphertext(r: Reader, decode: Decode): Ciphertext {
  return { pad: decode(r.take(32)), data: decode(r.take(32)) };
}

/** z G = R + c X */
export function keyEquation({ R, z }: KeyProof, c: Scalar, X: Element): Equation {
  return [
    [z, G],
    [-1n, R],
    [-c, X],
  ];
}

/** z G = A + c X and z P = B + c D */
export function equalityEquations(
  { A, B, z }: EqualityProof,
  c: Scalar,
  { X, P, D }: { readonly X: Element; readonly P: Element; readonly D: Element },
): Equation[] {
  return [
    [
      [z, G],
      [-1n, A],
      [-c, X],
    ],
    [
      [z, P],
      [-1n, B],
      [-c, D],
    ],
  ];
}

/** A ciphertext as a sum of weighted ones, so that equations name the elements that were read. */
export type WeightedSum = readonly { readonly weight: bigint; readonly ciphertext: Ciphertext }[];

/** For each value v_k: z_k G = A_k + c_k pad and z_k K = B_k + c_k (data - v_k G). */
export function disjunctionEquations(
  { AB, c, z }: Disjunction,
  challenge: Scalar,
  { K, sum, values }: { readonly K: Element; readonly sum: WeightedSum; readonly values: readonly number[] },
): Equation[] {
  const challenges = [...c, mod(c.reduce((rest, part) => rest - part, challenge))];
  return values.flatMap((value, k): Equation[] => {
    const A = AB[2 * k]!;
    const B = AB[2 * k + 1]!;
    const zk = z[k]!;
    const ck = challenges[k]!;
    return [
      [[zk, G], [-1n, A], ...sum.map(({ weight, ciphertext }) => [-ck * weight, ciphertext.pad] as const)],
      [
        [zk, K],
        [-1n, B],
        [ck * BigInt(value), G],
        ...sum.map(({ weight, ciphertext }) => [-ck * weight, ciphertext.data] as const),
      ],
    ];
  });
}

export function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
