/** What staff did: who, what, for whom, when and why. Nothing secret, and it only grows. @module */

import type { Db } from '../../database/pool.ts';
import { at } from '../services.ts';

export interface Deed {
  readonly staff: string;
  readonly action: string;
  readonly person?: string;
  readonly reason?: string;
}

export async function note(db: Db, { staff, action, person, reason }: Deed, now: number): Promise<void> {
  await db.query(
    'insert into registry.journal (at, staff, action, person, reason) values ($1, $2, $3, $4, $5)',
    [at(now), staff, action, person ?? null, reason ?? null],
  );
}
