/** Who may cast: everything that a visit does is done with it. @module */

import type { Credential } from '#crypto/credential.ts';

export interface Voter {
  readonly credential: Credential;
  /** Encoded. */
  readonly X: Uint8Array;
  /** Of the header: a ticket of the registry, or a site's issue. */
  readonly authorization: string;
  /** Positions in the manifest. */
  readonly style: number;
  readonly unit: number;
}
