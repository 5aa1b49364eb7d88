/** Numbers of people for the board: the roll at the opening, the admitted after the closing (spec §6.4, §6.5). @module */

import { signEntry } from '#crypto/record/entry.ts';
import { encodeAdmissions } from '#crypto/record/office.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';

type ByUnit = { unit: number; count: number };

/** Internet voters by unit: whoever has, or should have, a credential. */
export function countRoll(services: Services): Promise<number[]> {
  return byUnit(
    services,
    `select unit, count(*)::int as count from registry.person where modality = 'internet' group by unit`,
  );
}

/** People who passed the second factor and showed their credential, by unit. */
export function countAdmitted(services: Services): Promise<number[]> {
  return byUnit(
    services,
    `select p.unit, count(*)::int as count from registry.admission a
     join registry.person p on p.id = a.person group by p.unit`,
  );
}

export interface PostedAdmissions {
  readonly index: number;
  readonly admitted: readonly number[];
}

/** Signs the numbers and brings them to the board: once, after the closing. */
export async function postAdmissions(services: Services): Promise<PostedAdmissions> {
  const { voting, registrar, election } = services;
  const { stage } = await voting.status();
  if (stage === 'setup' || stage === 'open') throw registryProblem('only-after-closing');
  if (stage !== 'closed') throw registryProblem('already-admitted');
  const admitted = await countAdmitted(services);
  const entry = await signEntry(registrar, election.id, encodeAdmissions({ internet: admitted }));
  return { index: await voting.postEntry(entry), admitted };
}

async function byUnit({ pool, election }: Services, query: string): Promise<number[]> {
  const { rows } = await pool.query<ByUnit>(query);
  const counts = new Map(rows.map(({ unit, count }) => [unit, count]));
  return Array.from({ length: election.unitCount }, (_, unit) => counts.get(unit) ?? 0);
}
