/**
 * Credentials: key pairs derived from a secret code, each of which is the right to cast one ballot (spec §6.1).
 * @module
 */

import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { utf8 } from './bytes.ts';
import { G, encodeElement, multiply, reduce, type Element, type Scalar } from './group.ts';
import { encodeHuman, parseHuman } from './human-code.ts';
import { randomBytes } from './random.ts';
import { hash } from './transcript.ts';

export const CODE_CHARACTERS = 18; // 90 bits: public keys are on the board, so codes must resist offline search
const ID_CHARACTERS = 10;
const ITERATIONS = 2000;

export interface Credential {
  /** Secret key. */
  readonly x: Scalar;
  /** Public key, X = x G. */
  readonly X: Element;
}

/** Returns a random code for a voter: five groups of four characters. */
export const newCode = (): string => encodeHuman(randomBytes(12), CODE_CHARACTERS);

/** Derives the credential of a code; throws if the code is malformed or its check characters do not fit. */
export function deriveCredential(electionId: Uint8Array, code: string): Credential {
  const password = utf8(parseHuman(code, CODE_CHARACTERS));
  const salt = hash('credential-salt/v1', electionId);
  const x = reduce(pbkdf2(sha512, password, salt, { c: ITERATIONS, dkLen: 64 }));
  if (x === 0n) throw new Error('credential: the code gives no key');
  return { x, X: multiply(G, x) };
}

/** Returns the short public name of a credential, which is printed on the invitation and on the receipt. */
export const credentialId = (electionId: Uint8Array, X: Element): string =>
  encodeHuman(hash('credential-id/v1', electionId, encodeElement(X)), ID_CHARACTERS);
