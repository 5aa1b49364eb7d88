/** Rate limits, counted in the database for all nodes together. @module */

import { utf8 } from '#crypto/bytes.ts';
import { hash } from '#crypto/transcript.ts';
import type { Db } from '../shared/database/pool.ts';
import { toTimestamp } from './services.ts';

export interface Limit {
  readonly name: string;
  readonly most: number;
  readonly seconds: number;
}

export const limits = {
  loginsOfPerson: { name: 'logins', most: 30, seconds: 1800 },
  codesOfPerson: { name: 'codes', most: 6, seconds: 1800 },
  linksOfEmail: { name: 'links', most: 3, seconds: 3600 },
  /** Log-ins to one account of staff from one address. */
  staffAddress: { name: 'staff-address', most: 10, seconds: 900 },
  /** Wrong codes for one account of staff from all addresses; beyond the limit two codes in a row are required. */
  staffCodes: { name: 'staff-codes', most: 20, seconds: 86_400 },
  /** Passwords tried for one account of staff together with a right code. */
  staffPasswords: { name: 'staff-passwords', most: 10, seconds: 900 },
} as const satisfies Record<string, Limit>;

const bucketId = ({ name }: Limit, of: string): Buffer =>
  Buffer.from(hash('registry/bucket/v1', utf8(name), utf8(of)));

/** Counts one more use; returns false if the limit is exceeded. */
export async function consumeRateLimit(db: Db, limit: Limit, of: string, now: number): Promise<boolean> {
  const { rows } = await db.query<{ count: number }>(
    `insert into registry.bucket as b (id, count, resets_at) values ($1, 1, $3)
     on conflict (id) do update set
       count = case when b.resets_at <= $2 then 1 else b.count + 1 end,
       resets_at = case when b.resets_at <= $2 then $3 else b.resets_at end
     returning count`,
    [bucketId(limit, of), toTimestamp(now), toTimestamp(now + limit.seconds)],
  );
  return rows[0]!.count <= limit.most;
}

/** Takes back one counted use that turned out to be exempt from the limit. */
export async function refundRateLimit(db: Db, limit: Limit, of: string): Promise<void> {
  await db.query('update registry.bucket set count = count - 1 where id = $1', [bucketId(limit, of)]);
}

/** Deletes a person's counters, because they must not reveal the time of a successful log-in. */
export async function clearRateLimits(db: Db, person: string): Promise<void> {
  const { rows } = await db.query<{ email: string }>('select email from registry.person where id = $1', [
    person,
  ]);
  const { loginsOfPerson, codesOfPerson, linksOfEmail } = limits;
  await db.query('delete from registry.bucket where id = any($1)', [
    [
      bucketId(loginsOfPerson, person),
      bucketId(codesOfPerson, person),
      bucketId(linksOfEmail, rows[0]?.email ?? ''),
    ],
  ]);
}
