/**
 * Numbers of people for the board: those on the roll at the opening, and those admitted after the closing (spec §6.4,
 * §6.5).
 * @module
 */

import { signEntry } from '#crypto/entry/entry.ts';
import { encodeAdmissions, type Admissions } from '#crypto/record/office.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';

type ByUnit = { unit: number; count: number };

/**
 * Counts by unit the people registered to vote by internet or at a site: all who have, or may be given, a credential.
 */
export function countRoll(services: Services): Promise<number[]> {
  const modalities = services.election.sites.length > 0 ? ['internet', 'in-person'] : ['internet'];
  return byUnit(
    services,
    'select unit, count(*)::int as count from registry.person where modality = any($1) group by unit',
    [modalities],
  );
}

/** Counts by unit the people who passed the second factor and proved their credential, and whom no site has served. */
function countInternet(services: Services): Promise<number[]> {
  return byUnit(
    services,
    `select p.unit, count(*)::int as count from registry.admission a join registry.person p on p.id = a.person
     where not exists (select from registry.presence s where s.person = a.person) group by p.unit`,
  );
}

/** Counts by unit the people whom a site has served. */
function countInPerson(services: Services): Promise<number[]> {
  return byUnit(
    services,
    `select p.unit, count(*)::int as count from registry.presence s join registry.person p on p.id = s.person
     group by p.unit`,
  );
}

/** Counts the admitted people (spec §6.5). */
export async function countAdmitted(services: Services): Promise<Admissions> {
  const internet = await countInternet(services);
  return services.election.sites.length > 0
    ? { internet, inPerson: await countInPerson(services) }
    : { internet };
}

export interface PostedAdmissions {
  readonly index: number;
  readonly admitted: Admissions;
}

/** Signs and publishes the numbers of admitted people, which is allowed only once, after the closing. */
export async function postAdmissions(services: Services): Promise<PostedAdmissions> {
  const { voting, registrar, election } = services;
  const { stage } = await voting.status();
  if (stage === 'setup' || stage === 'open') throw registryProblem('only-after-closing');
  if (stage !== 'closed') throw registryProblem('already-admitted');
  const admitted = await countAdmitted(services);
  const entry = await signEntry(registrar, election.id, encodeAdmissions(admitted));
  return { index: await voting.postEntry(entry), admitted };
}

async function byUnit(
  { pool, election }: Services,
  query: string,
  values: readonly unknown[] = [],
): Promise<number[]> {
  const { rows } = await pool.query<ByUnit>(query, [...values]);
  const counts = new Map(rows.map(({ unit, count }) => [unit, count]));
  return Array.from({ length: election.unitCount }, (_, unit) => counts.get(unit) ?? 0);
}
