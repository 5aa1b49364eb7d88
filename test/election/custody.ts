/** Interface of the storage in which a trustee of a rehearsal keeps the key share. @module */

import type { Scalar } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import type { Parties, TrusteeKeys } from '#server/rehearsal/parties/parties.ts';
import type { SharePlace } from '#trustee-tool/shared/custody.ts';

/** Valid messages of a ceremony, each with the time of the clock, and the time at which the ceremony began. */
export interface CeremonyMessages {
  readonly startedAt: number;
  readonly messages: readonly { readonly clock: number; readonly entry: Uint8Array }[];
}

/** Storage of a trustee's share while it is not used. */
export interface Custody {
  keep(election: Election, place: SharePlace, share: Scalar): Promise<void>;
  /** Returns the entry of the share check (spec §5.8). `ceremony`: the messages before it. */
  shareCheck(ceremony: CeremonyMessages): Promise<Uint8Array>;
  /** Returns the blob of the decryption share of a tally (spec §9.5). */
  decrypt(ceremony: CeremonyMessages, tally: Uint8Array): Promise<Uint8Array>;
}

/** Trustee of a rehearsal. Without custody the share stays in this program's memory. */
export type RehearsalTrustee = TrusteeKeys & { readonly custody?: Custody };
export type RehearsalParties = Parties<RehearsalTrustee>;
