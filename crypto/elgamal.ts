/** Exponential ElGamal encryption (spec §3.4). A sum of ciphertexts encrypts the sum of their values. @module */

import { G, identity, multiply, multiplyPublic, scalarOf, type Element, type Scalar } from './group.ts';

/** Ciphertext of a value v under the key K with randomness r: pad = r G, data = r K + v G. */
export interface Ciphertext {
  readonly pad: Element;
  readonly data: Element;
}

/** Neutral element of addition, the encryption of 0 with r = 0. */
export const zeroCiphertext: Ciphertext = { pad: identity, data: identity };

/** Encrypts a small value v >= 0 with randomness r, both secret. */
export function encrypt(key: Element, value: number, r: Scalar): Ciphertext {
  // (v + 1) G - G, because multiplication by zero takes a shortcut, whose time would tell a 0 from a 1.
  const encoded = multiply(G, scalarOf(value + 1)).subtract(G);
  return { pad: multiply(G, r), data: multiply(key, r).add(encoded) };
}

export function addCiphertexts(a: Ciphertext, b: Ciphertext): Ciphertext {
  return { pad: a.pad.add(b.pad), data: a.data.add(b.data) };
}

/** Multiplies both components of a ciphertext by a small public weight. */
export function weigh(c: Ciphertext, weight: number): Ciphertext {
  if (weight === 1) return c;
  const w = scalarOf(weight);
  return { pad: multiplyPublic(c.pad, w), data: multiplyPublic(c.data, w) };
}
