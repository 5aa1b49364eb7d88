/** Queries for the facts that decide whether a site may serve a person: roll, claim and internet credential. @module */

import type { Db } from '../../shared/database/pool.ts';
import type { Registration } from '../../shared/eligibility.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';

export interface RollRecord extends Registration {
  readonly person: string;
  readonly voterKey: string;
  readonly name: string;
  /** `unit` and `style`: indexes in the manifest. */
  readonly unit: number;
  readonly style: number;
}

export const ROLL_COLUMNS = `p.id as person, p.voter_key as "voterKey", p.name, p.unit, p.style, p.modality, p.site,
  p.in_force as "inForce"`;

export async function readRollRecord(db: Db, person: string): Promise<RollRecord> {
  const { rows } = await db.query<RollRecord>(
    `select ${ROLL_COLUMNS} from registry.person p where p.id = $1`,
    [person],
  );
  if (!rows[0]) throw registryProblem('person-unknown');
  return rows[0];
}

export interface Presence {
  readonly claim: string;
  readonly site: number;
}

export async function presenceOf(db: Db, person: string): Promise<Presence | undefined> {
  const { rows } = await db.query<Presence>('select claim, site from registry.presence where person = $1', [
    person,
  ]);
  return rows[0];
}

/**
 * Returns the encoding of the person's internet credential, or undefined if there is none that is listed and not
 * revoked.
 */
export async function internetCredential(
  { vault }: Pick<Services, 'vault'>,
  db: Db,
  person: string,
): Promise<Uint8Array | undefined> {
  const { rows } = await db.query<{ sealed: Buffer }>(
    'select sealed from registry.credential where person = $1 and listed and not revoked',
    [person],
  );
  return rows[0] && vault.open('credential', person, rows[0].sealed);
}
