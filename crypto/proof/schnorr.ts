/** Proof of knowledge of a secret key (spec §3.1). @module */

import { concat } from '../bytes.ts';
import {
  G,
  add,
  encodeElement,
  encodeScalar,
  multiply,
  multiplyPublic,
  times,
  type Element,
  type Scalar,
} from '../group.ts';
import { challenge, hedgedNonce, type Statement } from '../transcript.ts';
import type { Fields, Reader } from '../wire.ts';

export interface KnowledgeProof<E = Element, S = Scalar> {
  readonly R: E;
  readonly z: S;
}

/** Proves knowledge of x with X = x G; the statement contains X. */
export function proveKnowledge(x: Scalar, statement: Statement): KnowledgeProof {
  const w = hedgedNonce(x, statement);
  const R = multiply(G, w);
  const c = challenge(statement, encodeElement(R));
  return { R, z: add(w, times(c, x)) }; // z = w + c x
}

/** Checks z G = R + c X. All inputs are public, so variable time is safe. */
export function checkKnowledge(X: Element, proof: KnowledgeProof, statement: Statement): boolean {
  const c = challenge(statement, encodeElement(proof.R));
  return multiplyPublic(G, proof.z).equals(proof.R.add(multiplyPublic(X, c)));
}

/** Encodes a proof in 64 bytes. */
export const encodeKnowledge = (proof: KnowledgeProof): Uint8Array =>
  concat(encodeElement(proof.R), encodeScalar(proof.z));

export const readKnowledge = <E, S>(
  reader: Reader,
  { element, scalar }: Fields<E, S>,
): KnowledgeProof<E, S> => ({
  R: reader.field(element),
  z: reader.field(scalar),
});
