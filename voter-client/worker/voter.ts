/** Data of the voter that the web worker keeps during one visit. @module */

import type { Credential } from '#crypto/credential.ts';
import type { Authorization } from '../api/http.ts';

export interface Voter {
  readonly credential: Credential;
  /** Public key of the credential, encoded. */
  readonly credentialKey: Uint8Array;
  /** Ticket from the registry, or from the card of a site. */
  readonly authorization: Authorization;
  /** Positions of the style and of the unit in the manifest. */
  readonly style: number;
  readonly unit: number;
}
