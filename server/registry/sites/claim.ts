/**
 * Claims, which ensure that only one site serves a person, and that no internet ballot of the person counts as well.
 * Between sites, the first row in the table `presence` decides; between desk and internet, the order of the board
 * (docs/decisions/0008). A claim may be repeated at any point.
 * @module
 */

import type { Pool } from 'pg';
import { decodeElement } from '#crypto/group.ts';
import { grounds } from '#crypto/record/in-person.ts';
import { causes, encodeRevocation } from '#crypto/record/office.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { transaction, type Db } from '../../shared/database/pool.ts';
import { eligibilityAt } from '../../shared/eligibility.ts';
import { Problem } from '../../shared/http/problem.ts';
import { dropAccess } from '../issue/reissue.ts';
import { endSessions, sendRevocations } from '../login/revocation.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { internetCredential, presenceOf, readRollRecord } from './person.ts';

export interface ServiceClaim {
  readonly site: number;
  readonly person: string;
  /** UUID with which the desk identifies the claim. */
  readonly claim: string;
}

/** Facts that the desk writes into the entry that issues the card's credential. */
export interface Claimed {
  readonly unit: number;
  readonly style: number;
  readonly ground: number;
}

/**
 * Claims a person for a site. Throws the error to answer if the person was served already, has voted, or may not be
 * served here.
 */
export async function claimPerson(services: Services, claim: ServiceClaim): Promise<Claimed> {
  const { pool, election } = services;
  const { unit, style, ...record } = await readRollRecord(pool, claim.person);
  const site = election.sites[claim.site]!;
  const eligibility = eligibilityAt(site, record);
  if ('refusal' in eligibility) throw registryProblem(eligibility.refusal);
  const { ground } = eligibility;
  await insertPresence(pool, claim, ground, site.walkIns);
  if (ground === grounds.moved) await revokeInternet(services, claim);
  return { unit, style, ground };
}

/** Advisory lock for the count of a site's walk-ins, so that two clerks do not both take the last place. */
const WALK_INS_LOCK = 0x53495646;

async function insertPresence(
  pool: Pool,
  { person, claim, site }: ServiceClaim,
  ground: number,
  walkIns: number,
): Promise<void> {
  await transaction(pool, async (client) => {
    if (ground === grounds.walkIn) {
      await client.query('select pg_advisory_xact_lock($1, $2)', [WALK_INS_LOCK, site]);
      const { rows } = await client.query<{ served: number }>(
        'select count(*)::int as served from registry.presence where site = $1 and ground = $2 and claim <> $3',
        [site, ground, claim],
      );
      if (rows[0]!.served >= walkIns) throw registryProblem('no-more-walk-ins');
    }
    await client.query(
      'insert into registry.presence (person, claim, site, ground) values ($1, $2, $3, $4) on conflict do nothing',
      [person, claim, site, ground],
    );
    const present = await presenceOf(client, person);
    if (present?.claim !== claim)
      throw registryProblem(present?.site === site ? 'served-here' : 'served-elsewhere');
  });
}

/**
 * Revokes the person's internet credential. If that credential has already voted, deletes the claim, because the site
 * has served nobody, and throws `voted-internet`.
 */
async function revokeInternet(services: Services, { person, claim }: ServiceClaim): Promise<void> {
  const { pool, voting, registrar, election } = services;
  const X = await internetCredential(services, pool, person);
  if (!X) return; // revoked by an earlier call
  const unsigned = encodeRevocation({ credential: decodeElement(X), cause: causes.modality });
  try {
    await voting.postEntry(await signEntry(registrar, election.id, unsigned));
  } catch (error) {
    // The entry was refused, or no answer came. The credential's state on the board decides.
    const { revoked, voted } = await voting.credential(X);
    if (voted) {
      await pool.query('delete from registry.presence where claim = $1', [claim]);
      throw registryProblem('voted-internet');
    }
    if (!revoked) throw error instanceof Problem ? error : registryProblem('voting-unreachable');
  }
  await transaction(pool, (client) => endInternet(client, person));
  await sendRevocations(services);
}

async function endInternet(db: Db & Parameters<typeof dropAccess>[0], person: string): Promise<void> {
  await db.query(
    'update registry.credential set revoked = true, cause = $2 where person = $1 and not revoked',
    [person, causes.modality],
  );
  await dropAccess(db, person);
  await db.query('delete from registry.login where person = $1', [person]);
  await endSessions(db, person);
}
