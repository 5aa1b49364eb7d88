/**
 * Possession of a credential, shown at log-in without casting anything: a signature over a challenge of the server's.
 * It is no part of the record (docs/api.md).
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

/** Returns POSSESSION_LENGTH bytes: who sees them learns that somebody holds the credential now, and nothing of its secret. */
export function provePossession(
  electionId: Uint8Array,
  { x, X }: Credential,
  challenge: Uint8Array,
): Uint8Array {
  return encodeKnowledge(proveKnowledge(x, statementOf(electionId, encodeElement(X), challenge)));
}

/** False for anything malformed. `X` is the credential's encoding. */
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
