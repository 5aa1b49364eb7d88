/** The proofs: their bytes, and the equations that make them valid (spec §3). @module */
import type { Reader } from './bytes.ts';
import { type Claim, type Equations, one } from './equations.ts';
import {
  type Decode,
  decodeElement,
  type Element,
  type EncodedScalar,
  G,
  readElement,
  readElementOrIdentity,
  readEncodedScalar,
} from './group.ts';

/** §3.1 */
export interface KeyProof {
  readonly R: Element;
  readonly z: EncodedScalar;
}

/** §3.2 */
export interface EqualityProof {
  readonly A: Element;
  readonly B: Element;
  readonly z: EncodedScalar;
}

/** §3.3 */
export interface Disjunction {
  readonly AB: readonly Element[];
  /** All challenges but the last. */
  readonly c: readonly EncodedScalar[];
  readonly z: readonly EncodedScalar[];
}

export interface Ciphertext {
  readonly pad: Element;
  readonly data: Element;
}

export function readKeyProof(r: Reader, decode: Decode = decodeElement): KeyProof {
  return { R: decode(r.take(32)), z: readEncodedScalar(r) };
}

export function readEqualityProof(r: Reader): EqualityProof {
  return { A: readElement(r), B: readElement(r), z: readEncodedScalar(r) };
}

/** As in decryption shares, where the pad of a sum, and so B, may be the identity (§9.5). */
export function readEqualityProofForSum(r: Reader): EqualityProof {
  return { A: readElement(r), B: readElementOrIdentity(r), z: readEncodedScalar(r) };
}

export function readDisjunction(r: Reader, values: number, decode: Decode): Disjunction {
  return {
    AB: times(2 * values, () => decode(r.take(32))),
    c: times(values - 1, () => readEncodedScalar(r)),
    z: times(values, () => readEncodedScalar(r)),
  };
}

export function disjunctionLength(values: number): number {
  return 96 * values + 32 * (values - 1);
}

export function readCiphertext(r: Reader, decode: Decode): Ciphertext {
  return { pad: decode(r.take(32)), data: decode(r.take(32)) };
}

/** z G = R + c X */
export function keyClaim({ R, z }: KeyProof, c: EncodedScalar, X: Element): Claim {
  return (equations) => equations.next().plus(1, z, G).plus(-1, one, R).plus(-1, c, X);
}

/** z G = A + c X and z P = B + c D */
export function equalityClaim(
  { A, B, z }: EqualityProof,
  c: EncodedScalar,
  { X, P, D }: { readonly X: Element; readonly P: Element; readonly D: Element },
): Claim {
  return (equations) => {
    equations.next().plus(1, z, G).plus(-1, one, A).plus(-1, c, X);
    equations.next().plus(1, z, P).plus(-1, one, B).plus(-1, c, D);
  };
}

/** For each value v_k: z_k G = A_k + c_k pad and z_k K = B_k + c_k (data - v_k G). */
export function disjunctionClaim(
  { AB, c, z }: Disjunction,
  challenge: EncodedScalar,
  { pad, data }: Ciphertext,
  { K, values }: { readonly K: Element; readonly values: readonly number[] },
): Claim {
  return (equations) => {
    for (let k = 0; k < values.length; k += 1) {
      equations
        .next()
        .plus(1, z[k]!, G)
        .plus(-1, one, AB[2 * k]!);
      plusChallenge(equations, -1, k, pad);
      equations
        .next()
        .plus(1, z[k]!, K)
        .plus(-1, one, AB[2 * k + 1]!);
      plusChallenge(equations, -1, k, data);
      if (values[k]! > 0) plusChallenge(equations, values[k]!, k, G);
    }
  };

  /** factor * c_k * element; the last c_k is the challenge less the others, told one by one. */
  function plusChallenge(equations: Equations, factor: number, k: number, element: Element): void {
    if (k < c.length) {
      equations.plus(factor, c[k]!, element);
      return;
    }
    equations.plus(factor, challenge, element);
    for (const other of c) equations.plus(-factor, other, element);
  }
}

export function times<T>(count: number, make: (i: number) => T): T[] {
  const made: T[] = [];
  for (let i = 0; i < count; i += 1) made.push(make(i));
  return made;
}
