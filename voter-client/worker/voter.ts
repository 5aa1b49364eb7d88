/** The voter of a visit, as the worker holds it. @module */

import type { Credential } from '#crypto/credential.ts';
import type { Authorization } from '../api/http.ts';

export interface Voter {
  readonly credential: Credential;
  /** The credential's public key, encoded. */
  readonly credentialKey: Uint8Array;
  /** Ticket of the registry, or of a site's card. */
  readonly authorization: Authorization;
  /** Positions in the manifest. */
  readonly style: number;
  readonly unit: number;
}
