/** Custody of a rehearsal's trustees over their shares. @module */

import type { Scalar } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import type { Parties, TrusteeKeys } from '#server/rehearsal/parties/parties.ts';
import type { SharePlace } from '#trustee-tool/shared/custody.ts';

/** A ceremony's valid messages, each with its clock, and the clock at which it began. */
export interface CeremonyMessages {
  readonly startedAt: number;
  readonly messages: readonly { readonly clock: number; readonly entry: Uint8Array }[];
}

/** Storage of a trustee's share while it is not used. */
export interface Custody {
  keep(election: Election, place: SharePlace, share: Scalar): Promise<void>;
  /** Makes the share check (spec §5.8), an entry; `ceremony` are the messages before it. */
  shareCheck(ceremony: CeremonyMessages): Promise<Uint8Array>;
  /** Makes the decryption share of a tally (spec §9.5): its blob. */
  decrypt(ceremony: CeremonyMessages, tally: Uint8Array): Promise<Uint8Array>;
}

/** A trustee; without custody the share stays in this program's memory. */
export type RehearsalTrustee = TrusteeKeys & { readonly custody?: Custody };
export type RehearsalParties = Parties<RehearsalTrustee>;
