/** Creation of a voter's secret code and of the credential that is derived from it. @module */

import { deriveCredential, newCode } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';

export interface NewCredential {
  /** Secret code, which only the voter may know. */
  readonly code: string;
  /** Encoded public key of the credential. */
  readonly X: Uint8Array;
}

export function newCredential(electionId: Uint8Array): NewCredential {
  const code = newCode();
  return { code, X: encodeElement(deriveCredential(electionId, code).X) };
}
