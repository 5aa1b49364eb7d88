/** Sessions of a site's desk, opened by a proof of its key (docs/decisions/0008). @module */

import { verifyEcdsa } from '#crypto/ecdsa.ts';
import { deskGreeting } from '../../api/desk-greeting.ts';
import { registryProblem } from '../problems.ts';
import { bearerHash, newBearer } from '../../shared/secrets.ts';
import { toTimestamp, type Services } from '../services.ts';

const SESSION_SECONDS = 3600;
/** Largest allowed difference between the clocks of desk and registry. */
const MAX_CLOCK_SKEW_SECONDS = 300;

export interface Greeting {
  readonly site: number;
  readonly seconds: number;
  readonly signature: Uint8Array;
}

export interface DeskSession {
  readonly session: string;
  /** Expiry in POSIX seconds. */
  readonly expires: number;
}

export async function openDeskSession(
  { pool, election, now }: Services,
  { site, seconds, signature }: Greeting,
): Promise<DeskSession> {
  const key = election.sites[site]?.key;
  const isTimely = Math.abs(now() - seconds) <= MAX_CLOCK_SKEW_SECONDS;
  if (!key || !isTimely || !verifyEcdsa(key, deskGreeting(election.id, site, seconds), signature))
    throw registryProblem('desk-refused');
  const session = newBearer();
  const expires = now() + SESSION_SECONDS;
  await pool.query('insert into registry.desk_session values ($1, $2, $3)', [
    bearerHash('desk', session),
    site,
    toTimestamp(expires),
  ]);
  return { session, expires };
}

/** Returns the site of a desk session; throws `desk-refused` if there is no such session, or if it has expired. */
export async function siteOf({ pool, now }: Services, bearer: string): Promise<number> {
  const { rows } = await pool.query<{ site: number }>(
    'select site from registry.desk_session where bearer_hash = $1 and expires_at > $2',
    [bearerHash('desk', bearer), toTimestamp(now())],
  );
  if (!rows[0]) throw registryProblem('desk-refused');
  return rows[0].site;
}
