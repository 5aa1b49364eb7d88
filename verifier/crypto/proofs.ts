/** Proofs: their bytes, and the equations that make them valid (spec §3). @module */
import type { ByteReader } from './bytes.ts';
import { type Claim, scalarOne } from './equations.ts';
import { type Decode, type Element, type EncodedScalar, G, readElement, readEncodedScalar } from './group.ts';

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

export interface Ciphertext {
  readonly pad: Element;
  readonly data: Element;
}

export function readKeyProof(r: ByteReader): KeyProof {
  return { R: readElement(r), z: readEncodedScalar(r) };
}

export function readEqualityProof(r: ByteReader): EqualityProof {
  return { A: readElement(r), B: readElement(r), z: readEncodedScalar(r) };
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

export function repeat<T>(count: number, make: (i: number) => T): T[] {
  const made: T[] = [];
  for (let i = 0; i < count; i += 1) made.push(make(i));
  return made;
}
