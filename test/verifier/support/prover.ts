/** Makers of the proofs that the verifier verifies, written from the specification (spec chapter 03). @module */
import { randomBytes } from '@noble/hashes/utils.js';
import {
  decodeScalar,
  type EncodedScalar,
  encodeScalar,
  G,
  fromLittleEndian,
  mod,
  type NobleElement as Element,
  type Scalar,
} from '../../../verifier/crypto/group.ts';
import { u32 } from '../../../verifier/crypto/bytes.ts';

export function randomScalar(): Scalar {
  return mod(fromLittleEndian(randomBytes(64)));
}

export function u64(value: number): Uint8Array {
  return new Uint8Array([...u32(Math.floor(value / 2 ** 32)), ...u32(value % 2 ** 32)]);
}

export interface Ciphertext {
  readonly pad: Element;
  readonly data: Element;
}

/** Makes R and z (§3.1). */
export function proveKey(
  x: Scalar,
  challenge: (R: Element) => EncodedScalar,
): { R: Element; z: EncodedScalar } {
  const w = randomScalar();
  const R = G.times(w);
  return { R, z: encodeScalar(mod(w + decodeScalar(challenge(R)) * x)) };
}

/** Makes A, B and z for D = x P (§3.2). */
export function proveEquality(
  x: Scalar,
  P: Element,
  challenge: (A: Element, B: Element) => EncodedScalar,
): { A: Element; B: Element; z: EncodedScalar } {
  const w = randomScalar();
  const A = G.times(w);
  const B = P.times(w);
  return { A, B, z: encodeScalar(mod(w + decodeScalar(challenge(A, B)) * x)) };
}

/** Encrypts v with randomness r (§3.4). */
export function encrypt(K: Element, v: number, r: Scalar): Ciphertext {
  return { pad: G.times(r), data: K.times(r).plus(G.times(mod(BigInt(v)))) };
}
