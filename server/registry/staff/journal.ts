/**
 * Journal of staff and operators: who did what, for whom, when and why. It holds no secret and is append-only.
 * @module
 */

import type { Db } from '../../shared/database/pool.ts';
import { at } from '../services.ts';

interface Act {
  readonly action: string;
  readonly person?: string;
  readonly reason?: string;
}

/** Action of a staff member, by id, or of an operator at the terminal, by name. */
export type Deed = Act & ({ readonly staff: string } | { readonly operator: string });

export async function note(db: Db, deed: Deed, now: number): Promise<void> {
  const { action, person, reason } = deed;
  const [staff, operator] = 'staff' in deed ? [deed.staff, null] : [null, deed.operator];
  await db.query(
    `insert into registry.journal (at, staff, operator, action, person, reason) values ($1, $2, $3, $4, $5, $6)`,
    [at(now), staff, operator, action, person ?? null, reason ?? null],
  );
}
