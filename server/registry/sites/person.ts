/**
 * Rules on whether a site may serve a person. They use the roll, and the state of the internet credential on the board.
 * @module
 */

import type { Db } from '../../shared/database/pool.ts';
import type { Site } from '#crypto/manifest/election.ts';
import { grounds } from '#crypto/record/in-person.ts';
import { registryProblem, type RegistryProblemCode } from '../problems.ts';
import type { Services } from '../services.ts';

export interface RollRecord {
  readonly person: string;
  readonly voterKey: string;
  readonly name: string;
  /** Positions in the manifest. */
  readonly unit: number;
  readonly style: number;
  readonly modality: 'internet' | 'in-person' | 'postal' | 'walk-in';
  readonly site: number | null;
  readonly inForce: boolean;
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

/** Returns the ground on which the site may serve the person, or the refusal. */
export function groundAt(
  { modality, site, inForce }: Pick<RollRecord, 'modality' | 'site' | 'inForce'>,
  own: Pick<Site, 'position' | 'moves'>,
): { readonly ground: number } | { readonly refusal: RegistryProblemCode } {
  if (!inForce) return { refusal: 'not-in-force' };
  if (modality === 'postal') return { refusal: 'registered-postal' };
  if (modality === 'walk-in') return { ground: grounds.walkIn };
  if (modality === 'internet')
    return own.moves ? { ground: grounds.moved } : { refusal: 'registered-internet' };
  return site === own.position ? { ground: grounds.registered } : { refusal: 'other-site' };
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

/** Returns the person's internet credential, if one is in force. */
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
