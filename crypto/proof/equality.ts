/** Proof of equal discrete logarithms, Chaum-Pedersen (spec §3.2). @module */

import { concat } from '../bytes.ts';
import {
  G,
  add,
  encodeElement,
  encodeScalar,
  multiply,
  multiplyPublic,
  multiplySplit,
  times,
  type Element,
  type Scalar,
} from '../group.ts';
import { challenge, hedgedNonce, type Statement } from '../transcript.ts';
import type { Reader } from '../wire.ts';

export interface EqualityProof {
  readonly A: Element;
  readonly B: Element;
  readonly z: Scalar;
}

/** Proves that X = x G and D = x P; the statement contains X, P and D. */
export function proveEquality(x: Scalar, P: Element, statement: Statement): EqualityProof {
  const w = hedgedNonce(x, statement);
  const A = multiply(G, w);
  const B = multiplySplit(P, w);
  const c = challenge(statement, encodeElement(A), encodeElement(B));
  return { A, B, z: add(w, times(c, x)) }; // z = w + c x
}

/** Checks z G = A + c X and z P = B + c D. All inputs are public, so variable time is safe. */
export function checkEquality(
  X: Element,
  P: Element,
  D: Element,
  proof: EqualityProof,
  statement: Statement,
): boolean {
  const c = challenge(statement, encodeElement(proof.A), encodeElement(proof.B));
  return (
    multiplyPublic(G, proof.z).equals(proof.A.add(multiplyPublic(X, c))) &&
    multiplyPublic(P, proof.z).equals(proof.B.add(multiplyPublic(D, c)))
  );
}

/** Encodes a proof in 96 bytes. */
export const encodeEquality = (proof: EqualityProof): Uint8Array =>
  concat(encodeElement(proof.A), encodeElement(proof.B), encodeScalar(proof.z));

/** Reads a proof. B may be the identity, because P may be (spec §9.5). */
export const readEquality = (reader: Reader): EqualityProof => ({
  A: reader.element(),
  B: reader.elementOrIdentity(),
  z: reader.scalar(),
});
