/** Proofs: their bytes, and the equations that make them valid (spec §3). @module */
import type { ByteReader } from './bytes.ts';
import { type Claim, type Equations, scalarOne } from './equations.ts';
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

/** Proof of knowledge of a key (§3.1). */
export interface KeyProof {
  readonly R: Element;
  readonly z: EncodedScalar;
}

/** Proof of equal discrete logarithms (§3.2). */
export interface EqualityProof {
  readonly A: Element;
  readonly B: Element;
  readonly z: EncodedScalar;
}

/** Proof that a ciphertext holds one of several values (§3.3). */
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

export function readKeyProof(r: ByteReader, decode: Decode = decodeElement): KeyProof {
  return { R: decode(r.take(32)), z: readEncodedScalar(r) };
}

export function readEqualityProof(r: ByteReader): EqualityProof {
  return { A: readElement(r), B: readElement(r), z: readEncodedScalar(r) };
}

/** Reads a proof of a decryption share. The pad of a sum, and so B, may be the identity (§9.5). */
export function readEqualityProofForSum(r: ByteReader): EqualityProof {
  return { A: readElement(r), B: readElementOrIdentity(r), z: readEncodedScalar(r) };
}

export function readDisjunction(r: ByteReader, values: number, decode: Decode): Disjunction {
  return {
    AB: repeat(2 * values, () => decode(r.take(32))),
    c: repeat(values - 1, () => readEncodedScalar(r)),
    z: repeat(values, () => readEncodedScalar(r)),
  };
}

export function disjunctionLength(values: number): number {
  return 96 * values + 32 * (values - 1);
}

export function readCiphertext(r: ByteReader, decode: Decode): Ciphertext {
  return { pad: decode(r.take(32)), data: decode(r.take(32)) };
}

/** Claims z G = R + c X. */
export function keyClaim({ R, z }: KeyProof, c: EncodedScalar, X: Element): Claim {
  return (equations) => equations.next().plus(1, z, G).plus(-1, scalarOne, R).plus(-1, c, X);
}

/** Claims z G = A + c X and z P = B + c D. */
export function equalityClaim(
  { A, B, z }: EqualityProof,
  c: EncodedScalar,
  { X, P, D }: { readonly X: Element; readonly P: Element; readonly D: Element },
): Claim {
  return (equations) => {
    equations.next().plus(1, z, G).plus(-1, scalarOne, A).plus(-1, c, X);
    equations.next().plus(1, z, P).plus(-1, scalarOne, B).plus(-1, c, D);
  };
}

/** Claims for each value v_k: z_k G = A_k + c_k pad and z_k K = B_k + c_k (data - v_k G). */
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
        .plus(-1, scalarOne, AB[2 * k]!);
      plusChallenge(equations, -1, k, pad);
      equations
        .next()
        .plus(1, z[k]!, K)
        .plus(-1, scalarOne, AB[2 * k + 1]!);
      plusChallenge(equations, -1, k, data);
      if (values[k]! > 0) plusChallenge(equations, values[k]!, k, G);
    }
  };

  /** Adds factor * c_k * element. The last c_k is the challenge minus the others, added term by term. */
  function plusChallenge(equations: Equations, factor: number, k: number, element: Element): void {
    if (k < c.length) {
      equations.plus(factor, c[k]!, element);
      return;
    }
    equations.plus(factor, challenge, element);
    for (const other of c) equations.plus(-factor, other, element);
  }
}

export function repeat<T>(count: number, make: (i: number) => T): T[] {
  const made: T[] = [];
  for (let i = 0; i < count; i += 1) made.push(make(i));
  return made;
}
