/**
 * Query for all facts about a ballot that are needed before its check. It is a single statement, because it runs once
 * per ballot.
 * @module
 */

import type { Db } from '../../shared/database/pool.ts';

export interface Asked {
  /** Name under which a revocation of the ticket is stored; undefined for a site's card, which has none. */
  readonly ticket: Uint8Array | undefined;
  /** Tracker of the ballot. */
  readonly key: Uint8Array;
  readonly credential: Uint8Array;
}

/**
 * Credential that is on a list or in a pool. In a pool, style and unit are null until the site issues the credential.
 */
export interface ListedCredential {
  readonly style: number | null;
  readonly unit: number | null;
  readonly revoked: boolean;
  readonly atSite: boolean;
  /** Whether a ballot of the credential is on the log. */
  readonly voted: boolean;
}

export interface Found {
  readonly ticketRevoked: boolean;
  /** Leaf hash of the entry stored under this tracker: waiting, refused, or on the log. */
  readonly leaf: Uint8Array | undefined;
  readonly listed: ListedCredential | undefined;
}

export async function lookUp(db: Db, { ticket, key, credential }: Asked): Promise<Found> {
  const { rows } = await db.query<ListedCredential & { ticketRevoked: boolean; leaf: Buffer | null }>({
    name: 'ballot-look-up',
    text: `select exists (select from voting.revoked_ticket where id = $1) as "ticketRevoked",
        coalesce(
          (select leaf from voting.submission where key = $2),
          (select leaf from voting.entry where key = $2 and kind <> 2)) as leaf,
        style, unit, revoked, site is not null as "atSite",
        exists (select from voting.ballot where credential = $3) as voted
      from (select) as one left join voting.credential on credential = $3`,
    values: [ticket ?? null, key, credential],
  });
  const { ticketRevoked, leaf, ...listed } = rows[0]!;
  return { ticketRevoked, leaf: leaf ?? undefined, listed: listed.revoked === null ? undefined : listed };
}
