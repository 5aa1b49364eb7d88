/**
 * Proof that somebody holds a credential, a signature on a challenge of the server, for logging in without casting. It
 * is not part of the election record (docs/api.md).
 * @module
 */

import { encodeElement, decodeElement } from '../group.ts';
import type { Credential } from '../credential.ts';
import { checkKnowledge, encodeKnowledge, proveKnowledge, readKnowledge } from './schnorr.ts';
import type { Statement } from '../transcript.ts';
import { decoded, Reader } from '../wire.ts';

/** Length of a proof in bytes. */
export const POSSESSION_LENGTH = 64;

const statementOf = (electionId: Uint8Array, X: Uint8Array, challenge: Uint8Array): Statement => ({
  label: 'possession/v1',
  parts: [electionId, X, challenge],
});

/**
 * Returns a proof of POSSESSION_LENGTH bytes. It shows that its maker holds the credential now, and nothing about the
 * secret key.
 */
export function provePossession(
  electionId: Uint8Array,
  { x, X }: Credential,
  challenge: Uint8Array,
): Uint8Array {
  return encodeKnowledge(proveKnowledge(x, statementOf(electionId, encodeElement(X), challenge)));
}

/** Verifies a proof; returns false for anything malformed. `X` is the encoding of the credential. */
export function checkPossession(
  electionId: Uint8Array,
  X: Uint8Array,
  challenge: Uint8Array,
  proof: Uint8Array,
): boolean {
  try {
    const reader = new Reader(proof);
    const knowledge = readKnowledge(reader, decoded);
    reader.end();
    return checkKnowledge(decodeElement(X), knowledge, statementOf(electionId, X, challenge));
  } catch {
    return false;
  }
}
