/** Where a rehearsal's trustees keep their shares. @module */

import type { Element, Scalar } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import type { Parties, TrusteeKeys } from '#server/demo/parties.ts';
import type { SharePlace } from '#trustee-tool/custody.ts';

/** Where a trustee's share is while it is not used. */
export interface Custody {
  keep(election: Election, place: SharePlace, share: Scalar): Promise<void>;
  /** The body of a share check (spec §5.8). */
  shareCheck(K: Element): Promise<Uint8Array>;
  /** The decryption share of a tally (spec §9.5). */
  decrypt(tally: Uint8Array): Promise<Uint8Array>;
}

/** Without custody the share stays in this program's memory. */
export type RehearsalTrustee = TrusteeKeys & { readonly custody?: Custody };
export type RehearsalParties = Parties<RehearsalTrustee>;
