/** A new code and the public half of its credential. @module */

import { deriveCredential, newCode } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';

export interface Fresh {
  /** Secret: for the voter alone. */
  readonly code: string;
  /** Encoded. */
  readonly X: Uint8Array;
}

export function freshCredential(electionId: Uint8Array): Fresh {
  const code = newCode();
  return { code, X: encodeElement(deriveCredential(electionId, code).X) };
}
