/** Proof that a ciphertext encrypts one of several values (spec §3.3). @module */

import { concat } from '../bytes.ts';
import type { Ciphertext } from '../elgamal.ts';
import {
  G,
  add,
  encodeElement,
  encodeScalar,
  multiply,
  multiplyPublic,
  randomScalar,
  scalarOf,
  subtract,
  times,
  type Element,
  type Scalar,
} from '../group.ts';
import { challenge, hedgedNonce, type Statement } from '../transcript.ts';
import type { Fields, Reader } from '../wire.ts';

/**
 * Proof with one branch for each value: commitments A, B; challenge c; response z. The last challenge is not
 * transmitted.
 */
export interface Disjunction<E = Element, S = Scalar> {
  readonly A: readonly E[];
  readonly B: readonly E[];
  readonly c: readonly S[];
  readonly z: readonly S[];
}

/** Returns the values min, …, max. */
export const valuesFrom = (min: number, max: number): number[] =>
  Array.from({ length: max - min + 1 }, (_, i) => min + i);

/** Returns the length of a proof for m values, 96 m + 32 (m - 1) bytes. */
export const disjunctionLength = (m: number): number => 96 * m + 32 * (m - 1);

/** Proves that `ciphertext`, made with randomness r, encrypts `value`, one of `values`; the statement contains it. */
export function proveDisjunction(
  key: Element,
  ciphertext: Ciphertext,
  values: readonly number[],
  value: number,
  r: Scalar,
  statement: Statement,
): Disjunction {
  const mine = values.indexOf(value);
  if (mine < 0) throw new Error('the value is none of those that can be proved');
  const w = hedgedNonce(r, statement);
  // The other branches are simulated: first c and z, then commitments that fit them.
  const c = values.map(() => randomScalar());
  const z = values.map(() => randomScalar());
  const A: Element[] = [];
  const B: Element[] = [];
  // v_k G for every branch, so that the work does not depend on the real one.
  const multiples = values.map((candidate) => multiplyPublic(G, scalarOf(candidate)));
  for (const k of values.keys()) {
    if (k === mine) {
      A.push(multiply(G, w));
      B.push(multiply(key, w));
    } else {
      const plain = ciphertext.data.subtract(multiples[k]!); // data - v_k G
      A.push(multiply(G, z[k]!).subtract(multiply(ciphertext.pad, c[k]!)));
      B.push(multiply(key, z[k]!).subtract(multiply(plain, c[k]!)));
    }
  }
  const whole = challenge(statement, encodeCommitments(A, B));
  const others = c.reduce((total, branch, k) => (k === mine ? total : add(total, branch)), 0n);
  c[mine] = subtract(whole, others);
  z[mine] = add(w, times(c[mine], r)); // z_t = w + c_t r
  return { A, B, c: c.slice(0, -1), z };
}

/** Checks z_k G = A_k + c_k pad and z_k K = B_k + c_k (data - v_k G) for every k. All inputs are public. */
export function checkDisjunction(
  key: Element,
  ciphertext: Ciphertext,
  values: readonly number[],
  proof: Disjunction,
  statement: Statement,
): boolean {
  const whole = challenge(statement, encodeCommitments(proof.A, proof.B));
  const last = proof.c.reduce((total, branch) => subtract(total, branch), whole);
  return values.every((value, k) => {
    const c = proof.c[k] ?? last;
    const plain = ciphertext.data.subtract(multiplyPublic(G, scalarOf(value)));
    return (
      multiplyPublic(G, proof.z[k]!).equals(proof.A[k]!.add(multiplyPublic(ciphertext.pad, c))) &&
      multiplyPublic(key, proof.z[k]!).equals(proof.B[k]!.add(multiplyPublic(plain, c)))
    );
  });
}

export function encodeDisjunction(proof: Disjunction): Uint8Array {
  return concat(
    encodeCommitments(proof.A, proof.B),
    ...proof.c.map(encodeScalar),
    ...proof.z.map(encodeScalar),
  );
}

/** Reads a proof for m values. With the fields of `decoded`, the identity is rejected as a commitment. */
export function readDisjunction<E, S>(
  reader: Reader,
  m: number,
  { element, scalar }: Fields<E, S>,
): Disjunction<E, S> {
  const AB = reader.list(2 * m, () => reader.field(element));
  const c = reader.list(m - 1, () => reader.field(scalar));
  const z = reader.list(m, () => reader.field(scalar));
  return { A: AB.filter((_, i) => i % 2 === 0), B: AB.filter((_, i) => i % 2 === 1), c, z };
}

/** Encodes A_0 B_0 A_1 B_1 …, one part of the challenge. */
function encodeCommitments(A: readonly Element[], B: readonly Element[]): Uint8Array {
  return concat(...A.flatMap((a, k) => [encodeElement(a), encodeElement(B[k]!)]));
}
